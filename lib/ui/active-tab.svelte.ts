/**
 * The tab a popup is about: the one named by `?tab=` where the popup is open as a page, else the active one.
 * What its page gets is asked again with every snapshot.
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

/** Follows the tab while the calling component lives; `view` is absent until the worker has told. */
export function followTab(): { readonly view: TabView | undefined } {
  let view = $state.raw<TabView>();
  let asked = 0;
  const id = findTabId();

  async function ask() {
    const turn = ++asked;
    const tabId = await id;
    const next = tabId === undefined ? NOWHERE : await client.getTab(tabId);
    if (turn === asked) view = next;
  }
  $effect(() => {
    // Before the first snapshot there is nothing to show it with; a failure leaves what was known.
    if (state.snapshot) ask().catch(() => undefined);
  });
  return {
    get view() {
      return view;
    },
  };
}
