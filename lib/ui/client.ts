/**
 * Facet's own pages talk to the worker here, and nowhere else.
 * Calls are messages; snapshots arrive over a connection that is opened again whenever the worker died.
 */
import { browser } from 'wxt/browser';
import type { ActivityNews } from '../rpc/activity';
import { createClient, type Reply } from '../rpc/client';
import { uiApi } from '../rpc/contract';
import { FacetError } from '../rpc/errors';
import type { Snapshot } from '../rpc/snapshot';
import { ACTIVITY_PORT, UI_PORT, type UiCall } from '../rpc/transports';
import { snapshotItem } from '../storage/session';

/** Every method of `uiApi`; each rejects with a FacetError. */
export const client = createClient(uiApi, async (method, args) => {
  // Firefox clones what is sent, and cannot clone Svelte's state; Chromium makes JSON of it, as is done here
  const call: UiCall = { facet: 'ui', method, args: JSON.parse(JSON.stringify(args)) as unknown[] };
  try {
    return await browser.runtime.sendMessage<UiCall, Reply>(call);
  } catch (cause) {
    throw new FacetError('disconnected', 'Facet was restarting. Please try again.', { cause });
  }
});

/** Hears what the worker says over a connection of this name; returns how to stop. `onAgain` runs when the worker died. */
function listen(name: string, onNews: (news: unknown) => void, onAgain?: () => void): () => void {
  let port: ReturnType<typeof browser.runtime.connect>;
  const connect = () => {
    port = browser.runtime.connect({ name });
    port.onMessage.addListener(onNews);
    port.onDisconnect.addListener(() => {
      connect();
      onAgain?.();
    });
  };
  connect();
  return () => port.disconnect(); // of that this side hears nothing
}

/** Calls `onSnapshot` with the last known snapshot at once, then with every new one, until the page closes. */
export function watchSnapshots(onSnapshot: (snapshot: Snapshot) => void): void {
  let live = false;
  listen(UI_PORT, (snapshot) => {
    live = true;
    onSnapshot(snapshot as Snapshot);
  });
  void snapshotItem.get().then((last) => {
    if (last && !live) onSnapshot(last);
  });
}

/**
 * Calls `onNews` with what happens to the activity log, until the returned function is called; `onMissed` when some of it
 * may not have been heard.
 */
export const watchActivity = (onNews: (news: ActivityNews) => void, onMissed: () => void): (() => void) =>
  listen(ACTIVITY_PORT, (news) => onNews(news as ActivityNews), onMissed);
