/** A page cannot time what it may not know. Measured in turns in one run, and compared as a ratio of the medians. */
import type { Page } from '@playwright/test';
import { people } from '../../../scripts/demo/people';
import { expect, test } from '../test';
import { getPublicKey, outcome, sign } from '../window-nostr';
import { connectAs, switchAt } from './person';

const { alice, ines, nightjar, harbour } = people;

/**
 * What must not be told apart takes one way through the worker, and differs by a look into a map: microseconds of
 * milliseconds. A ratio that surely lies beyond a tenth is another way; a signature alone is more.
 */
const MAY_DIFFER = 0.1;
const ROUNDS = 100;
/** Calls that are timed as one: a page's clock has steps of a tenth of a millisecond. */
const CALLS = 5;

type Pair<T> = [T, T];

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

/** One of a list, by a generator that gives every run the same ones. */
function createDraw() {
  let state = 1;
  return <T>(values: T[]): T => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return values[Math.floor((state / 2 ** 32) * values.length)] as T;
  };
}

/** The ratio of the medians: the middle 99.8 % of what it would be if the rounds had come out a little differently. */
function ratioOf([one, other]: Pair<number[]>): { low: number; high: number } {
  const draw = createDraw();
  const again = (values: number[]) => median(values.map(() => draw(values)));
  const ratios = Array.from({ length: 1_000 }, () => again(one) / again(other)).toSorted((a, b) => a - b);
  return { low: ratios[1] ?? NaN, high: ratios[998] ?? NaN };
}

function expectAlike(name: string, took: Pair<number[]>): void {
  const { low, high } = ratioOf(took);
  const figure = `${name}: ${low.toFixed(3)} to ${high.toFixed(3)}`;
  test.info().annotations.push({ type: 'ratio of the medians', description: figure });
  expect(low, figure).toBeLessThan(1 + MAY_DIFFER);
  expect(high, figure).toBeGreaterThan(1 - MAY_DIFFER);
}

/** What a page may time; the pubkey is for those that name an account. */
type Way = 'signEvent' | 'nip44.encrypt' | 'nip04.decrypt' | 'isEnabled' | 'getPublicKey';

/** How long a few calls take that come one after the other. */
const time = (page: Page, way: Way, pubkey = ''): Promise<number> =>
  page.evaluate(
    async ({ way, pubkey, calls }) => {
      const ways: Record<Way, () => Promise<unknown>> = {
        signEvent: () => nostr.signEvent({ kind: 1, content: '', tags: [], pubkey }),
        'nip44.encrypt': () => nostr.nip44.encrypt('11'.repeat(32), 'text', pubkey),
        'nip04.decrypt': () => nostr.nip04.decrypt('11'.repeat(32), 'text', pubkey),
        isEnabled: () => nostr.isEnabled(),
        getPublicKey: () => nostr.getPublicKey(),
      };
      const began = performance.now();
      for (let call = 0; call < calls; call += 1) await ways[way]().catch(() => undefined);
      return performance.now() - began;
    },
    { way, pubkey, calls: CALLS },
  );

/** Two ways in turns, after a few rounds that do not count. */
async function compare(one: () => Promise<number>, other: () => Promise<number>): Promise<Pair<number[]>> {
  const took: Pair<number[]> = [[], []];
  for (let round = -5; round < ROUNDS; round += 1) {
    const [first, second] = [await one(), await other()];
    if (round < 0) continue;
    took[0].push(first);
    took[1].push(second);
  }
  return took;
}

test('whether an account is held that the page names and may not know', async ({ ready, demo }) => {
  test.setTimeout(180_000);
  for (const { nsec } of [ines, alice]) await ready.ui.addSecretKey(nsec);
  const { page, tabId } = await ready.visit(`${demo.url}plain.html`);
  await switchAt(ready, tabId, alice.pubkey, 'site');
  await connectAs(ready, page, alice.pubkey);
  const named = (way: Way, one: string, other: string) =>
    compare(
      () => time(page, way, one),
      () => time(page, way, other),
    );
  // where there is a difference it is found: one of these is signed, by a rule
  const signed = ratioOf(await named('signEvent', alice.pubkey, harbour.pubkey));
  expect(signed.low).toBeGreaterThan(1 + MAY_DIFFER);

  await switchAt(ready, tabId, ines.pubkey, 'site');
  // Ines is held and is who the site is now, which it may not know; nobody here has the other one
  for (const way of ['signEvent', 'nip44.encrypt', 'nip04.decrypt'] as const) {
    expectAlike(way, await named(way, ines.pubkey, harbour.pubkey));
  }
  expect(await ready.ui.getPrompts()).toEqual([]);
});

test('who the account of a tab is that the page may not know, by isEnabled and getPublicKey', async ({
  ready,
  demo,
}) => {
  test.setTimeout(180_000);
  for (const { nsec } of [nightjar, ines, alice]) await ready.ui.addSecretKey(nsec);
  const [busy, first, second] = [
    await ready.visit(`${demo.url}plain.html`),
    await ready.visit(`${demo.url}plain.html`),
    await ready.visit(`${demo.url}plain.html`),
  ];
  await connectAs(ready, busy.page, alice.pubkey);
  await switchAt(ready, first.tabId, ines.pubkey, 'tab');
  await switchAt(ready, second.tabId, nightjar.pubkey, 'tab');
  const both = (way: Way) =>
    compare(
      () => time(first.page, way),
      () => time(second.page, way),
    );
  for (const { page } of [first, second]) expect(await page.evaluate(() => nostr.isEnabled())).toBe(false);
  expectAlike('isEnabled', await both('isEnabled'));

  // as many requests of this site wait as may: the next is refused at once, and no person is in what is timed
  const drafts = Array.from({ length: 5 }, (_, index) => sign(busy.page, { kind: 5, content: `${index}` }));
  for (const draft of drafts) draft.catch(() => undefined); // they end with the page
  await expect.poll(async () => (await ready.ui.getPrompts()).length).toBe(drafts.length);
  for (const { page } of [first, second]) {
    expect(await outcome(getPublicKey(page))).toContain('too many requests are waiting');
  }
  expectAlike('getPublicKey', await both('getPublicKey'));
});
