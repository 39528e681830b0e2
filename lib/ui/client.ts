/**
 * Facet's own pages talk to the worker here, and nowhere else.
 * Calls are messages; snapshots arrive over a connection that is opened again whenever the worker died.
 */
import { browser } from 'wxt/browser';
import { createClient, type Reply } from '../rpc/client';
import { uiApi } from '../rpc/contract';
import { FacetError } from '../rpc/errors';
import type { Snapshot } from '../rpc/snapshot';
import { UI_PORT, type UiCall } from '../rpc/transports';
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

/** Calls `onSnapshot` with the last known snapshot at once, then with every new one, until the page closes. */
export function watchSnapshots(onSnapshot: (snapshot: Snapshot) => void): void {
  let live = false;
  const connect = () => {
    const port = browser.runtime.connect({ name: UI_PORT });
    port.onMessage.addListener((snapshot) => {
      live = true;
      onSnapshot(snapshot as Snapshot);
    });
    port.onDisconnect.addListener(connect);
  };
  connect();
  void snapshotItem.get().then((last) => {
    if (last && !live) onSnapshot(last);
  });
}
