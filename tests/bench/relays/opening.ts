/** What one opening of the popup on a worker that has just died costs: on the relays' side, in the worker, on screen. */
import { expect, type Page } from '@playwright/test';
import type { Snapshot } from '../../../lib/rpc/snapshot';
import type { Relay } from '../../../scripts/relay/relay';
import type { Facet } from '../../e2e/facet';
import { heapOfWorker } from '../../e2e/prompt-rules/worker-heap';

/** What is written down of one opening; times in milliseconds, sizes in bytes. */
export interface Opening {
  accounts: number;
  sockets: number;
  /** Subscriptions that are open in the end, and how many were asked for on the way there. */
  subscriptions: number;
  asked: number;
  toRelays: number;
  fromRelays: number;
  /** From the start of the popup to the frame with its list. */
  painted: number;
  /** From there on too, until profile and counts of every account are shown. */
  complete: number;
  /** How often the popup was told something until then. */
  snapshots: number;
  /** How long a switch took whose click came while everything was being loaded. */
  switched: number;
  heap: number;
}

interface Seen {
  painted?: number;
  complete?: number;
  snapshots: number;
}

declare global {
  interface Window {
    seen?: Seen;
  }
}

/** What the function below finds when it runs inside a page of Facet. */
declare const chrome: {
  runtime: { connect(info: object): { onMessage: { addListener(listen: (news: unknown) => void): void } } };
};

/** Has every page of Facet that is opened from now on note when it has painted, and when it knows everything. */
export async function noteOpenings({ context }: Facet): Promise<void> {
  await context.addInitScript(() => {
    if (location.protocol !== 'chrome-extension:') return;
    const seen: Seen = { snapshots: 0 };
    window.seen = seen;
    const observer = new MutationObserver(() => {
      if (!document.querySelector('.accounts .row')) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => (seen.painted = performance.now())));
    });
    observer.observe(document, { childList: true, subtree: true });
    // the page's own connection: another one would cost the worker as much again
    const connect = chrome.runtime.connect.bind(chrome.runtime);
    chrome.runtime.connect = (info) => {
      const port = connect(info);
      port.onMessage.addListener((news) => {
        const { accounts } = news as Partial<Snapshot>;
        if (!accounts || seen.complete !== undefined) return;
        seen.snapshots += 1;
        const isTold = accounts.every(
          ({ profile, follows, mutes }) => profile.name && follows !== undefined && mutes !== undefined,
        );
        if (isTold) seen.complete = performance.now();
      });
      return port;
    };
  });
}

const sum = (relays: readonly Relay[], toNumber: (relay: Relay) => number): number =>
  relays.reduce((total, relay) => total + toNumber(relay), 0);

const toTraffic = (relays: readonly Relay[]) => ({
  toRelays: sum(relays, ({ traffic }) => traffic.received),
  fromRelays: sum(relays, ({ traffic }) => traffic.sent),
  asked: sum(relays, ({ traffic }) => traffic.asked),
});

/** Resolves when nothing has gone over any socket for a second. */
async function untilQuiet(relays: readonly Relay[]): Promise<void> {
  let before = '';
  const isQuiet = () => {
    const now = JSON.stringify(toTraffic(relays));
    const isSame = now === before;
    before = now;
    return isSame;
  };
  await expect.poll(isQuiet, { timeout: 300_000, intervals: [1_000] }).toBe(true);
}

const seenBy = (popup: Page) => popup.evaluate(() => window.seen);

/** Stops the worker, opens the popup and waits until relays have nothing more to say. `noteOpenings` comes first. */
export async function measureOpening(facet: Facet, relays: readonly Relay[]): Promise<Opening> {
  await expect.poll(() => sum(relays, ({ connections }) => connections), { timeout: 30_000 }).toBe(0);
  const { accounts } = await facet.snapshot();
  await facet.stopWorker();
  const before = toTraffic(relays);
  const popup = await facet.open('popup.html');
  await expect.poll(() => seenBy(popup).then((seen) => seen?.painted)).toBeDefined();
  await expect.poll(() => sum(relays, ({ connections }) => connections)).toBeGreaterThan(0);
  const start = performance.now();
  await facet.ui.switchAccount(accounts.at(-1)?.pubkey ?? '', 'all');
  const switched = performance.now() - start;
  await expect.poll(() => seenBy(popup).then((seen) => seen?.complete), { timeout: 300_000 }).toBeDefined();
  await untilQuiet(relays);
  const { painted = Number.NaN, complete = Number.NaN, snapshots = 0 } = (await seenBy(popup)) ?? {};
  const after = toTraffic(relays);
  const opening: Opening = {
    accounts: accounts.length,
    sockets: sum(relays, ({ connections }) => connections),
    subscriptions: sum(relays, ({ subscriptions }) => subscriptions),
    asked: after.asked - before.asked,
    toRelays: after.toRelays - before.toRelays,
    fromRelays: after.fromRelays - before.fromRelays,
    painted,
    complete,
    snapshots,
    switched,
    heap: await heapOfWorker(facet),
  };
  await popup.close();
  return opening;
}
