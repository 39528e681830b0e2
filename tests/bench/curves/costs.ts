/** What everyday things cost in one Facet; times in milliseconds by the pages' own clocks, sizes in bytes. */
import { expect } from '@playwright/test';
import { EXTENSION, PASSWORD } from '../../e2e/facet';
import type { UnwatchedPage } from '../../e2e/unwatched/page';
import { toOrigin } from '../../e2e/unwatched/unwatched';
import { toMedian } from './fit';
import type { Held } from './facet';

/** What is measured, as the report says it, and in which unit. */
export const COSTS = {
  popup: { name: 'popup, to the list painted', unit: 'ms' },
  switched: { name: 'switch, to the new snapshot', unit: 'ms' },
  decided: { name: 'signEvent that a rule answers', unit: 'ms' },
  unlocked: { name: 'unlock, without the password itself', unit: 'ms' },
  snapshot: { name: 'snapshot', unit: 'kB' },
  heap: { name: 'worker heap after a collection', unit: 'kB' },
} as const;

export type Cost = keyof typeof COSTS;

/** Something is done so often in a round, and its median is taken. */
const SWITCHES = 9;
const SIGNATURES = 41;
const WARM_UP = 10;

declare global {
  interface Window {
    /** When the frame with the list of accounts was painted. */
    listPainted?: number;
  }
}

/** What the functions below find when they run in a page of Facet. */
declare const chrome: { runtime: { sendMessage(message: object): Promise<{ error?: object }> } };

/** Runs in the popup before its own scripts. */
function notePaint(): void {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('.accounts .row')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => (window.listPainted = performance.now())));
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** How long each of these commands takes when it is called from this page, one after the other. */
const time = (
  page: UnwatchedPage,
  commands: readonly [method: string, ...args: unknown[]][],
): Promise<number[]> =>
  page.evaluate(
    async (given: [string, ...unknown[]][]) => {
      const times: number[] = [];
      for (const [method, ...args] of given) {
        const start = performance.now();
        const reply = await chrome.runtime.sendMessage({ facet: 'ui', method, args });
        times.push(performance.now() - start);
        if (reply.error) throw new Error(`${method}: ${JSON.stringify(reply.error)}`);
      }
      return times;
    },
    commands as [string, ...unknown[]][],
  );

async function measurePopup({ browser, ui }: Held): Promise<{ popup: number; switched: number }> {
  const page = await browser.open(`${toOrigin(EXTENSION)}popup.html`, notePaint);
  let popup: number | undefined;
  await expect.poll(async () => (popup = await page.evaluate(() => window.listPainted))).toBeDefined();
  const pubkeys = (await ui.getSnapshot()).accounts.slice(0, SWITCHES).map(({ pubkey }) => pubkey);
  const commands = Array.from(
    { length: SWITCHES },
    (_, turn) => ['switchAccount', pubkeys[(turn + 1) % pubkeys.length], 'all'] as [string, ...unknown[]],
  );
  const switched = toMedian(await time(page, commands));
  await page.close();
  return { popup: popup ?? Number.NaN, switched };
}

async function measureDecision({ site }: Held): Promise<number> {
  const times = await site.evaluate(async (count: number) => {
    const found: number[] = [];
    for (let turn = 0; turn < count; turn += 1) {
      const start = performance.now();
      await nostr.signEvent({ kind: 1, content: `${turn}?iv=asked`, tags: [] });
      found.push(performance.now() - start);
    }
    return found;
  }, WARM_UP + SIGNATURES);
  return toMedian(times.slice(WARM_UP));
}

/** The same password is asked in a way that opens nothing, and what that costs is taken off. */
async function measureUnlock({ facet }: Held): Promise<number> {
  const [, unlocked = Number.NaN, asked = Number.NaN] = await time(facet, [
    ['lock'],
    ['unlock', PASSWORD],
    ['confirmPassword', PASSWORD],
  ]);
  return unlocked - asked;
}

/** One round of everything but the heap. */
export async function measureRound(held: Held): Promise<Record<Exclude<Cost, 'heap'>, number>> {
  const decided = await measureDecision(held);
  const { popup, switched } = await measurePopup(held);
  const unlocked = await measureUnlock(held);
  const snapshot = Buffer.byteLength(JSON.stringify(await held.ui.getSnapshot()));
  return { popup, switched, decided, unlocked, snapshot };
}

/** The heap of the worker; nothing can be measured after it, as a debugger was there. */
export const measureHeap = ({ browser }: Held): Promise<number> => browser.weighHeap(EXTENSION);
