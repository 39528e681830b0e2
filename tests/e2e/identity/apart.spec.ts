/** Two pages as two accounts at once: whatever happens to them, none acts as the other. */
import type { Page } from '@playwright/test';
import { people } from '../../../scripts/demo/people';
import type { Facet } from '../facet';
import { expect, test } from '../test';
import { isVerified } from '../window-nostr';
import { connectAs, switchAt } from './person';

const { alice, ines, nightjar } = people;
const CALLS = 100;

/** Signs on both pages at the same time, and meanwhile does `act`. */
async function signBoth(pages: Page[], round: string, act: () => Promise<unknown>) {
  const signing = pages.map((page, index) =>
    page.evaluate(
      ({ calls, name }) =>
        Promise.all(
          Array.from({ length: calls }, (_, call) =>
            nostr.signEvent({ kind: 1, content: `${name} ${call}`, tags: [] }),
          ),
        ),
      { calls: CALLS, name: `${round} page ${index}` },
    ),
  );
  const [signed] = await Promise.all([Promise.all(signing), act()]);
  return signed;
}

const SITES = {
  'one origin in two tabs': { other: 'url', scope: 'tab' },
  'two origins with an account each': { other: 'otherUrl', scope: 'site' },
} as const;

async function setUp(facet: Facet): Promise<void> {
  for (const { nsec } of [alice, ines, nightjar]) await facet.ui.addSecretKey(nsec);
}

for (const [name, { other, scope }] of Object.entries(SITES)) {
  test(`${name}: 100 signatures each at the same time, none crossed`, async ({ ready, demo }) => {
    test.setTimeout(120_000);
    await setUp(ready);
    const first = await ready.visit(`${demo.url}plain.html`);
    await connectAs(ready, first.page, alice.pubkey, scope);
    const second = await ready.visit(`${demo[other]}plain.html`);
    await switchAt(ready, second.tabId, ines.pubkey, scope);
    await connectAs(ready, second.page, ines.pubkey, scope);
    const pages = [first.page, second.page];

    const rounds = {
      undisturbed: () => Promise.resolve(),
      'a switch everywhere': () => ready.ui.switchAccount(nightjar.pubkey, 'all'),
      'the worker stopped': () => ready.stopWorker(),
    };
    for (const [round, act] of Object.entries(rounds)) {
      for (const [index, events] of (await signBoth(pages, round, act)).entries()) {
        expect(events.map(({ content }) => content)).toEqual(
          Array.from({ length: CALLS }, (_, call) => `${round} page ${index} ${call}`),
        );
        const { pubkey } = [alice, ines][index] ?? nightjar;
        expect(new Set(events.map((event) => event.pubkey)), round).toEqual(new Set([pubkey]));
        expect(events.every(isVerified), round).toBe(true);
      }
      expect(await ready.ui.getPrompts(), round).toEqual([]);
    }
    expect((await ready.snapshot()).current).toBe(nightjar.pubkey);
    expect(await ready.ui.getTab(first.tabId)).toMatchObject({ pubkey: alice.pubkey, reason: scope });
    expect(await ready.ui.getTab(second.tabId)).toMatchObject({ pubkey: ines.pubkey, reason: scope });
  });
}
