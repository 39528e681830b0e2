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
import type { Ahead } from './ahead';
import { getLastSnapshot } from './last-snapshot';

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

interface Listening {
  onNews: (news: unknown) => void;
  /** Runs when the worker died, and another one is heard from now on. */
  onAgain?: () => void;
  /** The connection, where it is open already. */
  port?: ReturnType<typeof browser.runtime.connect> | undefined;
}

/** Hears what the worker says over a connection of this name; returns how to stop. */
function listen(name: string, { onNews, onAgain, port }: Listening): () => void {
  const connect = () => browser.runtime.connect({ name });
  let current: ReturnType<typeof connect>;
  const hear = (next: typeof current) => {
    current = next;
    current.onMessage.addListener(onNews);
    current.onDisconnect.addListener(() => {
      hear(connect());
      onAgain?.();
    });
  };
  hear(port ?? connect());
  return () => current.disconnect(); // of that this side hears nothing
}

/**
 * Calls `onSnapshot` with the last known snapshot as soon as there is one, then with every new one, until the page closes.
 * `ahead`: what was asked for before.
 */
export function watchSnapshots(onSnapshot: (snapshot: Snapshot) => void, ahead?: Ahead): void {
  let live = false;
  const onNews = (snapshot: unknown) => {
    live = true;
    onSnapshot(snapshot as Snapshot);
  };
  listen(UI_PORT, { onNews, port: ahead?.port });
  if (ahead?.news) return onNews(ahead.news);
  void (ahead?.last ?? getLastSnapshot()).then((last) => {
    if (last && !live) onSnapshot(last);
  });
}

/**
 * Calls `onNews` with what happens to the activity log, until the returned function is called; `onMissed` when some of it
 * may not have been heard.
 */
export const watchActivity = (onNews: (news: ActivityNews) => void, onMissed: () => void): (() => void) =>
  listen(ACTIVITY_PORT, { onNews: (news) => onNews(news as ActivityNews), onAgain: onMissed });
