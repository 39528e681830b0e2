import { beforeAll, afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadNdk } from '#lib/relays/ndk';
import { createPools } from '#lib/relays/pools';
import { startRelay, type Relay } from '../../../../scripts/relay/relay';
import { pubkeyOf } from '../../support/keys';

beforeAll(loadNdk);

const [ada, bob, eve] = [pubkeyOf('ada'), pubkeyOf('bob'), pubkeyOf('eve')];
const apart = new Set<string>();
/** Nobody signs in anywhere. */
const signIns = { says: () => 'ask' as const, prove: () => Promise.resolve(undefined) };
let relay: Relay;
let pools: ReturnType<typeof createPools>;
const releases: (() => void)[] = [];
beforeEach(async () => {
  relay = await startRelay();
  pools = createPools(
    (pubkey) => apart.has(pubkey),
    signIns,
    () => undefined,
  );
});
afterEach(async () => {
  for (const release of releases.splice(0)) release();
  apart.clear();
  await relay.stop();
});

function listen(pubkey: string) {
  const use = pools.of(pubkey).use([relay.url]);
  releases.push(() => use.release());
  use.subscribe([{ authors: [pubkey] }], () => undefined);
  return use;
}

/** Whom each socket listens to, those that listen to nobody left out. */
const heard = () =>
  relay.sockets.flatMap(({ listening }) => {
    const authors = listening.flatMap((filter) => filter.authors ?? []);
    return authors.length > 0 ? [authors.toSorted()] : [];
  });
const eventually = (...expected: string[][]) =>
  vi.waitFor(() => expect(heard()).toEqual(expected.map((each) => each.toSorted())), 10_000);

it('gives one socket to all, and one to each that is kept apart', async () => {
  apart.add(bob).add(eve);
  for (const pubkey of [ada, pubkeyOf('ann'), bob, eve, bob]) listen(pubkey);
  await eventually([ada, pubkeyOf('ann')], [bob, bob], [eve]);
});

it('ends what runs for an account that is moved, says nothing more there, and leaves the others alone', async () => {
  const [, moved] = [listen(ada), listen(bob)];
  await eventually([ada, bob]);
  apart.add(bob);
  pools.endMoved();
  await eventually([ada]);
  moved.subscribe([{ authors: [bob] }], () => undefined);
  listen(bob);
  await eventually([ada], [bob]);
  expect(relay.sockets[0]?.filters).toHaveLength(2);
});

it('and back: its own socket closes, and the shared one hears of it', async () => {
  apart.add(bob);
  const [, moved] = [listen(ada), listen(bob)];
  await eventually([ada], [bob]);
  apart.delete(bob);
  pools.endMoved();
  await vi.waitFor(() => expect(relay.connections).toBe(1), 10_000);
  moved.release(); // whoever held it gives it back all the same
  listen(bob);
  await eventually([ada, bob]);
});

it('splits whom to ask for, so that nobody who is kept apart is named with another', () => {
  apart.add(bob).add(eve);
  const split = () => pools.split([ada, bob, pubkeyOf('ann'), eve]).map(({ pubkeys }) => pubkeys);
  expect(split()).toEqual([[ada, pubkeyOf('ann')], [bob], [eve]]);
  expect(pools.split([bob]).map(({ pubkeys }) => pubkeys)).toEqual([[bob]]);
});
