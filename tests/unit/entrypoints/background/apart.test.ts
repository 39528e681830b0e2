/** Accounts that are kept apart, as a relay sees it: its own log of every socket and filter. */
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { loadNdk } from '#lib/relays/ndk';
import { createRooms, type Rooms } from '../../../../entrypoints/background/rooms';
import { createUiHandlers } from '../../../../entrypoints/background/ui-handlers';
import { startRelay, type Relay } from '../../../../scripts/relay/relay';
import { toPubkeys } from '../../../../scripts/relay/socket-client';
import { newAccountOf, pubkeyOf, secretOf, signAs } from '../../support/keys';
import { outcome } from '../../support/pages';
import { PASSWORD } from '../../support/rooms';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));

const [ada, bob, rob] = [pubkeyOf('ada'), pubkeyOf('bob'), pubkeyOf('rob')];
const client = pubkeyOf('client');
const me = { tabId: undefined };
const now = Math.floor(Date.now() / 1_000);
let relay: Relay;
let rooms: Rooms;
let ui: ReturnType<typeof createUiHandlers>;

beforeEach(async () => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  relay = await startRelay();
  rooms = await createRooms();
  ui = createUiHandlers(rooms);
  await ui.createVault(me, PASSWORD);
  await ui.setRelays(me, [relay.url]);
});
afterEach(async () => {
  await rooms.vault.lock();
  await relay.stop();
});

/** Two accounts with a key, and one whose key is with a signer at the same relay. */
const addAll = (isApart: (pubkey: string) => boolean = () => false) => {
  const remote = { signerPubkey: pubkeyOf('signer'), clientPubkey: client, relays: [relay.url], perms: [] };
  const accounts = [
    newAccountOf('ada'),
    newAccountOf('bob'),
    { kind: 'remote' as const, pubkey: rob, clientKey: secretOf('client'), remote },
  ];
  return rooms.sessions.add(
    accounts.map((each) => ({ ...each, ...(isApart(each.pubkey) ? { apart: true as const } : {}) })),
  );
};

/** Which of the person's accounts these pubkeys are, or speak for. */
const toAccounts = (pubkeys: readonly string[]): string[] => [
  ...new Set(
    pubkeys
      .map((pubkey) => (pubkey === client ? rob : pubkey))
      .filter((one) => [ada, bob, rob].includes(one)),
  ),
];
const onSockets = () => relay.sockets.map(({ pubkeys }) => toAccounts(pubkeys));
const inFilters = () => relay.sockets.flatMap(({ filters }) => filters.map(toPubkeys).map(toAccounts));

/** Whom each socket listens to now, as what. */
const listening = () =>
  relay.sockets.flatMap((socket) => {
    const pubkeys = new Set(socket.listening.flatMap(toPubkeys));
    return pubkeys.size > 0 ? [[...pubkeys].toSorted()] : [];
  });
const eventually = (...expected: string[][]) =>
  vi.waitFor(() => {
    expect(listening()).toHaveLength(expected.length);
    expect(listening()).toEqual(expect.arrayContaining(expected.map((each) => each.toSorted())));
  }, 10_000);

/** Everything that Facet does with relays for its accounts. */
async function doEverything(): Promise<void> {
  const stopWatching = rooms.watch.hold();
  await ui.getProfile(me, ada);
  await ui.getProfile(me, bob);
  await ui.findProfiles(me, [ada, bob, rob, pubkeyOf('eve')]);
  for (const pubkey of [ada, bob, rob]) await rooms.replacing.look(pubkey, { kind: 10_003, tags: [] }).found;
  const posts = ['ada', 'bob'].map((label) => signAs(label, { kind: 0, content: '{}', created_at: now }));
  await rooms.outbox.add(posts, [relay.url]);
  await vi.waitFor(() => expect(relay.events({ kinds: [0] })).toHaveLength(2), 10_000);
  await vi.waitFor(() => expect(new Set(inFilters().flat()).size).toBe(3), 10_000);
  stopWatching();
}

describe('whatever Facet does', () => {
  it('shows accounts together that are not kept apart', async () => {
    await addAll();
    await doEverything();
    expect(onSockets().some((accounts) => accounts.length > 1)).toBe(true);
    expect(inFilters().some((accounts) => accounts.length > 1)).toBe(true);
  });

  it('shows no socket and no filter with two accounts that are all kept apart', async () => {
    await addAll(() => true);
    await doEverything();
    expect(onSockets().filter((accounts) => accounts.length > 1)).toEqual([]);
    expect(inFilters().filter((accounts) => accounts.length > 1)).toEqual([]);
  });

  it.each([
    ['with a key', bob],
    ['of a remote signer', rob],
  ])('shows one %s that is kept apart with no other', async (_what, pubkey) => {
    await addAll((each) => each === pubkey);
    await doEverything();
    for (const accounts of [...onSockets(), ...inFilters()]) {
      if (accounts.includes(pubkey)) expect(accounts).toEqual([pubkey]);
    }
  });
});

describe('turning the switch', () => {
  it('is shown, and asks for an account that is here', async () => {
    await addAll();
    const isApart = async () => (await ui.getSnapshot(me)).accounts.map(({ apart }) => apart);
    await ui.setApart(me, bob, true);
    expect(await isApart()).toEqual([undefined, true, undefined]);
    await ui.setApart(me, bob, false);
    expect(await isApart()).toEqual([undefined, undefined, undefined]);
    expect(await outcome(ui.setApart(me, pubkeyOf('eve'), true))).toBe('no-account');
  });

  it('moves what is loaded for an account to a socket of its own, and back', async () => {
    await addAll();
    rooms.watch.hold();
    await eventually([ada, bob, rob, client]);
    const before = relay.sockets.length;
    await ui.setApart(me, bob, true);
    await eventually([ada, rob, client], [bob]);
    expect(relay.sockets.slice(before).map(({ pubkeys }) => pubkeys)).toEqual([[bob]]);
    await ui.setApart(me, bob, false);
    await eventually([ada, bob, rob, client]);
    await vi.waitFor(() => expect(relay.connections).toBe(1), 10_000);
  });

  it('ends at once whatever else runs for the account on the shared socket', async () => {
    await addAll();
    await loadNdk();
    const use = rooms.pools.of(bob).use([relay.url]);
    use.subscribe([{ authors: [bob] }], () => undefined);
    await eventually([bob]);
    await ui.setApart(me, bob, true);
    await eventually();
  });

  it('moves the channel to its remote signer too, and back', async () => {
    await addAll();
    rooms.watch.hold();
    await eventually([ada, bob, rob, client]);
    await ui.setApart(me, rob, true);
    await eventually([ada, bob], [rob, client]);
    await ui.setApart(me, rob, false);
    await eventually([ada, bob, rob, client]);
    await vi.waitFor(() => expect(relay.connections).toBe(1), 10_000);
  });
});
