/**
 * What a popup shows first is asked for while the browser still loads the popup's code, which takes it longer than the
 * worker takes to answer. `askAhead` runs in a script of its own before all others, so it imports next to nothing.
 */
import { browser } from 'wxt/browser';
import { fetchTexts, type Texts } from '../i18n/catalogue';
import type { Reply } from '../rpc/client';
import type { Snapshot, TabView } from '../rpc/snapshot';
import { UI_PORT, type UiCall } from '../rpc/transports';
import { getLastSnapshot } from './last-snapshot';
import { findTabId } from './tab-id';

/** What was asked for, and what has come of it so far. */
export interface Ahead {
  /** Where snapshots arrive; absent: the worker died. */
  port?: ReturnType<typeof browser.runtime.connect> | undefined;
  /** The last one that has arrived there. */
  news?: Snapshot;
  /** The last one of the worker before, if it had one. */
  last: Promise<Snapshot | undefined>;
  tabId: Promise<number | undefined>;
  texts: Promise<Texts>;
  /** What the page in that tab gets; undefined, or resolves to that: it has to be asked again. */
  tab: Promise<TabView | undefined> | undefined;
  /** The answer to that, where it is there already. */
  known?: TabView | undefined;
}

declare global {
  var facetAhead: Ahead | undefined;
}

/** Asks for all that a popup shows first. */
export function askAhead(): void {
  const port = browser.runtime.connect({ name: UI_PORT });
  const tabId = findTabId();
  const tab = tabId.then(askTab).catch(() => undefined);
  const ahead: Ahead = { port, last: getLastSnapshot(), tabId, tab, texts: fetchTexts() };
  void tab.then((view) => (ahead.known = view));
  port.onMessage.addListener((snapshot) => {
    if (ahead.news) ahead.tab = undefined; // it may have been told before this change
    ahead.news = snapshot as Snapshot;
  });
  port.onDisconnect.addListener(() => (ahead.port = undefined));
  globalThis.facetAhead = ahead;
}

async function askTab(tabId: number | undefined): Promise<TabView | undefined> {
  if (tabId === undefined) return undefined;
  const call: UiCall = { facet: 'ui', method: 'getTab', args: [tabId] };
  const reply = await browser.runtime.sendMessage<UiCall, Reply>(call);
  return 'result' in reply ? (reply.result as TabView) : undefined;
}
