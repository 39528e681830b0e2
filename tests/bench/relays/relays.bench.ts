/** How what Facet costs grows with the number of accounts: five relays, everything real. See docs/performance.md. */
import { test as base, expect } from '@playwright/test';
import { startRelay, type Relay } from '../../../scripts/relay/relay';
import { closeWelcome } from '../../e2e/close-welcome';
import { launchFacet, PASSWORD } from '../../e2e/facet';
import { seedCrowd, toKeyList } from './crowd';
import { measureOpening, noteOpenings } from './opening';
import { report, type Measured } from './report';

const COUNTS = [1, 10, 100, 500];
const RELAYS = 5;

/** How many of the relays are in the person's own list: every account is looked for there. */
const LISTED = 2;

const test = base.extend<{ relays: Relay[] }>({
  relays: async ({}, use) => {
    const relays = await Promise.all(Array.from({ length: RELAYS }, () => startRelay()));
    await use(relays);
    await Promise.all(relays.map((relay) => relay.stop()));
  },
});

async function measure(count: number, relays: readonly Relay[], listed: readonly Relay[]): Promise<Measured> {
  const facet = await launchFacet();
  try {
    await closeWelcome(facet);
    await facet.ui.createVault(PASSWORD);
    const keys = Array.from({ length: count }, (_, line) => line);
    await facet.ui.importAccounts(toKeyList(count), keys);
    // the page that a fresh Facet opens is still lingering: these relays must not tell anything yet
    await expect.poll(async () => (await facet.snapshot()).relays).toEqual([]);
    await facet.ui.setRelays(listed.map(({ url }) => url));
    await noteOpenings(facet);
    return { first: await measureOpening(facet, relays), second: await measureOpening(facet, relays) };
  } finally {
    await facet.close();
  }
}

test('what an opening of the popup costs with 1, 10, 100 and 500 accounts', async ({ relays }) => {
  const listed = relays.slice(0, LISTED);
  await seedCrowd(Math.max(...COUNTS), relays, listed);
  const measured: Measured[] = [];
  for (const count of COUNTS) {
    measured.push(await measure(count, relays, listed));
    await report(measured); // what there is, should a larger number be too much
  }
  console.log(`\n${await report(measured)}`);

  const all = measured.flatMap(({ first, second }) => [first, second]);
  expect(all.map(({ sockets }) => sockets)).toEqual(all.map(() => RELAYS));
  expect(all.map(({ subscriptions }) => subscriptions)).toEqual(all.map(() => RELAYS));
  for (const { first, second } of measured) {
    expect(second.fromRelays).toBeLessThan(first.fromRelays / 20);
  }
  // ten accounts pay for what is there anyway; from there on, what one more costs may not grow
  const [, few, , many] = measured.map(({ first }) => first);
  if (!few || !many) throw new Error('too few were measured');
  const perAccount = (cost: 'fromRelays' | 'complete' | 'heap') => ({
    few: few[cost] / few.accounts,
    many: many[cost] / many.accounts,
  });
  for (const cost of ['fromRelays', 'complete', 'heap'] as const) {
    expect(perAccount(cost).many, cost).toBeLessThan(1.3 * perAccount(cost).few);
  }
});
