/**
 * The tab a popup is about; beside the page it is whichever tab is in front. What its page gets is asked again with every
 * snapshot.
 */
import { browser } from 'wxt/browser';
import type { TabView } from '../rpc/snapshot';
import { client } from './client';
import type { Ahead } from './ahead';
import { state } from './state.svelte';
import { findTabId } from './tab-id';

/** A place where no website can use Facet. */
const NOWHERE: TabView = { tabId: -1, reason: 'current', choices: {}, connected: false, knows: [] };

/** Runs `onFront` when another tab of this window comes to the front, or another page in it; returns how to stop. */
function watchFront(onFront: () => void): () => void {
  const { onActivated, onUpdated } = browser.tabs;
  const windowId = browser.windows.getCurrent().then(({ id }) => id);
  const activated = (tab: { windowId: number }) => {
    void windowId.then((own) => {
      if (tab.windowId === own) onFront();
    });
  };
  const updated = (_: number, change: { status?: string }, tab: { active: boolean; windowId?: number }) => {
    if (tab.active && tab.windowId !== undefined && change.status) activated({ windowId: tab.windowId });
  };
  onActivated.addListener(activated);
  onUpdated.addListener(updated);
  return () => {
    onActivated.removeListener(activated);
    onUpdated.removeListener(updated);
  };
}

/**
 * Follows the tab while the calling component lives; `view` is absent until the worker has told. `isPanel`: the
 * page stays open while tabs come and go. `ahead`: what was asked for before.
 */
export function followTab(isPanel = false, ahead?: Ahead): { readonly view: TabView | undefined } {
  let view = $state.raw(ahead?.tab && ahead.known);
  let asked = 0;
  /** The answer to this question is shown; one to a question before it comes too late. */
  let shown = 0;
  let early = ahead;
  let id = ahead?.tabId ?? findTabId();

  async function ask() {
    const turn = ++asked;
    const told = early?.tab;
    early = undefined;
    const tabId = await id;
    const next = tabId === undefined ? NOWHERE : ((await told) ?? (await client.getTab(tabId)));
    if (turn <= shown) return;
    shown = turn;
    view = next;
  }
  /** A failure leaves what was known. */
  const tryToAsk = () => void ask().catch(() => undefined);

  $effect(() => {
    // before the first snapshot there is nothing to show it with
    if (state.snapshot) tryToAsk();
  });
  $effect(() => {
    if (!isPanel) return;
    return watchFront(() => {
      id = findTabId();
      shown = asked; // what is still to come is about the tab before
      tryToAsk();
    });
  });
  return {
    get view() {
      return view;
    },
  };
}
