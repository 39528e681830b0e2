/**
 * The tab a popup is about: the one named by `?tab=` where the popup is open as a page, else the active one. Beside
 * the page it is whichever tab is in front. What its page gets is asked again with every snapshot.
 */
import { browser } from 'wxt/browser';
import type { TabView } from '../rpc/snapshot';
import { client } from './client';
import { state } from './state.svelte';

async function findTabId(): Promise<number | undefined> {
  const named = new URLSearchParams(location.search).get('tab');
  if (named !== null && /^\d+$/.test(named)) return Number(named);
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
}

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
 * page stays open while tabs come and go.
 */
export function followTab(isPanel = false): { readonly view: TabView | undefined } {
  let view = $state.raw<TabView>();
  let asked = 0;
  let id = findTabId();

  async function ask() {
    const turn = ++asked;
    const tabId = await id;
    const next = tabId === undefined ? NOWHERE : await client.getTab(tabId);
    if (turn === asked) view = next;
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
      tryToAsk();
    });
  });
  return {
    get view() {
      return view;
    },
  };
}
