/** Signing in to relays, as a relay that answers nobody whom it does not know sees it: its own log of every socket. */
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createRooms, type Rooms } from '../../../../entrypoints/background/rooms';
import { createUiHandlers } from '../../../../entrypoints/background/ui-handlers';
import { startRelay, type Relay } from '../../../../scripts/relay/relay';
import type { NostrEvent } from '#lib/nostr/event';
import { toSignInWishes } from '#lib/rpc/sign-ins';
import { newAccountOf, pubkeyOf, signAs } from '../../support/keys';
import { outcome } from '../../support/pages';
import { PASSWORD } from '../../support/rooms';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const me = { tabId: undefined };
const NOW = Math.floor(Date.now() / 1_000);
const profileOf = (label: string, name = label, created_at = NOW) =>
  signAs(label, { kind: 0, content: JSON.stringify({ name }), created_at });
let relay: Relay;
let rooms: Rooms;
let ui: ReturnType<typeof createUiHandlers>;

beforeEach(async () => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  relay = await startRelay({ demandsSignIn: true });
  for (const label of ['ada', 'bob']) await relay.publish(profileOf(label));
  rooms = await createRooms();
  ui = createUiHandlers(rooms);
  await ui.createVault(me, PASSWORD);
  await ui.setRelays(me, [relay.url]);
  await rooms.sessions.add([newAccountOf('ada'), newAccountOf('bob')]);
});
afterEach(async () => {
  await rooms.vault.lock();
  await relay.stop();
});

const snapshot = () => rooms.publisher.snapshot();
const wishes = () => toSignInWishes(snapshot());
const names = () => snapshot().accounts.flatMap(({ profile }) => profile.name ?? []);
const signIns = (): NostrEvent[] => relay.sockets.flatMap((socket) => socket.signIns);
const eventually = <T>(get: () => T, expected: T) =>
  vi.waitFor(() => expect(get()).toEqual(expected), { timeout: 10_000 });
const isWanted = (...pubkeys: string[]) => eventually(wishes, [{ relay: relay.url, pubkeys }]);
const isHeard = (...expected: string[]) => eventually(names, expected);

/** No socket names one of the accounts beside another's sign-in. */
function expectAlone(): void {
  for (const { signedIn, pubkeys } of relay.sockets) {
    if (signedIn.length > 0) expect(pubkeys).toEqual(signedIn);
  }
}

describe('without a word of the person', () => {
  it('nothing is signed, and the relay is shown to want it, for whom', async () => {
    rooms.watch.hold();
    await isWanted(ada, bob);
    expect(snapshot().relays).toMatchObject([
      { url: relay.url, state: 'connected', signIn: 'wanted', wants: [ada, bob] },
    ]);
    expect([signIns(), names(), rooms.store.state.signedIn]).toEqual([[], [], undefined]);
    expect(rooms.prompts.pending).toEqual([]);
  });

  it('a glance does not wait for it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    rooms.watch.glance();
    await isWanted(ada, bob);
    vi.advanceTimersByTime(5_000);
    vi.useRealTimers();
    await eventually(() => relay.connections, 0);
  });
});

describe('always', () => {
  it('signs in over a socket of its own, with exactly what NIP-42 says, and hears what is there', async () => {
    rooms.watch.hold();
    await isWanted(ada, bob);
    await ui.setSignIn(me, ada, relay.url, 'always');
    await isHeard('ada');
    await isWanted(bob);
    expect(relay.sockets.map(({ signedIn }) => signedIn)).toEqual([[], [ada]]);
    expectAlone();
    const [signIn] = signIns();
    expect(signIn).toMatchObject({ pubkey: ada, kind: 22_242, content: '' });
    expect(signIn?.tags).toEqual([
      ['relay', relay.url],
      ['challenge', expect.any(String)],
    ]);
    expect(snapshot().signIns).toEqual([{ pubkey: ada, relay: relay.url, says: 'always' }]);
    expect(snapshot().signedIn).toEqual({ [relay.url.replace('ws:', 'wss:')]: [ada] });
    expect(snapshot().relays).toContainEqual(
      expect.objectContaining({
        ...{ url: relay.url, state: 'connected', pubkey: ada, signIn: 'done' },
      }),
    );
  });

  it('for two accounts is two sockets, each with one of them, whatever is looked up meanwhile', async () => {
    rooms.watch.hold();
    for (const pubkey of [ada, bob]) await ui.setSignIn(me, pubkey, relay.url, 'always');
    await isHeard('ada', 'bob');
    await rooms.replacing.look(ada, { kind: 10_003, tags: [] }).found;
    await ui.getProfile(me, bob);
    expectAlone();
    expect(
      signIns()
        .map(({ pubkey }) => pubkey)
        .toSorted(),
    ).toEqual([ada, bob].toSorted());
    expect(wishes()).toEqual([]);
  });

  it('counts for a single look, too', async () => {
    await ui.setSignIn(me, ada, relay.url, 'always');
    await rooms.replacing.look(ada, { kind: 0, tags: [] }).found;
    expect(names()).toEqual(['ada']);
    expectAlone();
  });

  it('is remembered by the next worker, and gone with the account', async () => {
    await ui.setSignIn(me, ada, relay.url, 'always');
    const next = await createRooms();
    expect(next.signIns.says(ada, relay.url)).toBe('always');
    await next.vault.lock();
    await ui.logout(me, ada);
    await rooms.sessions.add([newAccountOf('ada')]);
    expect(rooms.signIns.says(ada, relay.url)).toBe('ask');
  });

  it('signs nothing for a relay that only says that it would take it', async () => {
    const other = await startRelay();
    await other.publish(profileOf('ada', 'open'));
    await ui.setRelays(me, [other.url]);
    await ui.setSignIn(me, ada, other.url, 'always');
    rooms.watch.hold();
    await isHeard('open');
    expect(other.sockets.flatMap((socket) => socket.signIns)).toEqual([]);
    await rooms.vault.lock();
    await other.stop();
  });

  it('ends on the spot when it is taken back', async () => {
    rooms.watch.hold();
    await ui.setSignIn(me, ada, relay.url, 'always');
    await isHeard('ada');
    await ui.setSignIn(me, ada, relay.url, 'never');
    await eventually(() => relay.connections, 1);
    await isWanted(bob);
    expect(signIns()).toHaveLength(1);
  });

  it('with a signer that never answers is a state, and holds up nobody else', async () => {
    const { signer } = rooms.sessions.expect(ada);
    vi.spyOn(signer, 'signEvent').mockReturnValue(new Promise(() => undefined));
    for (const pubkey of [ada, bob]) await ui.setSignIn(me, pubkey, relay.url, 'always');
    rooms.watch.hold();
    await isHeard('bob');
    expect(snapshot().relays).toContainEqual(
      expect.objectContaining({
        ...{ url: relay.url, state: 'connected', pubkey: ada, signIn: 'signing' },
      }),
    );
    expect(signIns().map(({ pubkey }) => pubkey)).toEqual([bob]);
  });

  it('signs nothing for an account that asks the password every time', async () => {
    await ui.setSignIn(me, ada, relay.url, 'always');
    await ui.setStepUp(me, ada, true, undefined);
    rooms.watch.hold();
    await isWanted(bob);
    expect(signIns()).toEqual([]);
    expect(await outcome(ui.setSignIn(me, ada, relay.url, 'once'))).toBe('unsupported');
  });
});

it('never: nothing is signed, and nobody is asked again', async () => {
  rooms.watch.hold();
  await isWanted(ada, bob);
  for (const pubkey of [ada, bob]) await ui.setSignIn(me, pubkey, relay.url, 'never');
  await eventually(wishes, []);
  expect([signIns(), names()]).toEqual([[], []]);
});

it('once: for as long as the connection lasts', async () => {
  const stopWatching = rooms.watch.hold();
  await ui.setSignIn(me, ada, relay.url, 'once');
  await isHeard('ada');
  expect(snapshot().signIns).toEqual([{ pubkey: ada, relay: relay.url, says: 'once' }]);
  expect(rooms.store.state.accounts[0]?.signIns).toBeUndefined();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  stopWatching();
  vi.advanceTimersByTime(5_000);
  vi.useRealTimers();
  await eventually(() => snapshot().signIns, undefined);
  rooms.watch.hold();
  await isWanted(ada, bob);
  expect(signIns()).toHaveLength(1);
});

it('says whom it may not sign in as, and where', async () => {
  expect(await outcome(ui.setSignIn(me, pubkeyOf('eve'), relay.url, 'always'))).toBe('no-account');
  expect(await outcome(ui.setSignIn(me, ada, 'https://relay.example', 'always'))).toBe('invalid');
  await ui.addWatchOnly(me, pubkeyOf('wes'), undefined);
  expect(await outcome(ui.setSignIn(me, pubkeyOf('wes'), relay.url, 'always'))).toBe('unsupported');
  await rooms.vault.lock();
  expect(await outcome(ui.setSignIn(me, ada, relay.url, 'always'))).toBe('locked');
});

describe('publishing', () => {
  const post = profileOf('ada', 'new', NOW + 1);
  const waiting = () => snapshot().outbox.flatMap(({ relays }) => relays);

  it('waits with the reason until the person has said so, then goes out', async () => {
    await rooms.outbox.add([post], [relay.url]);
    await eventually(waiting, [
      {
        ...{ url: relay.url, answer: 'none', wants: 'sign-in' },
        reason: 'auth-required: this relay answers whom it knows',
      },
    ]);
    expect([signIns(), wishes()]).toEqual([[], [{ relay: relay.url, pubkeys: [ada] }]]);
    await ui.setSignIn(me, ada, relay.url, 'once');
    await eventually(() => relay.events({ ids: [post.id] }).length, 1);
    await eventually(waiting, []);
    expectAlone();
    await eventually(() => rooms.signIns.says(ada, relay.url), 'ask');
  });

  it('is refused where the person says never, and goes once they think otherwise', async () => {
    await rooms.outbox.add([post], [relay.url]);
    await eventually(() => waiting()[0]?.wants, 'sign-in');
    await ui.setSignIn(me, ada, relay.url, 'never');
    await eventually(() => waiting()[0]?.answer, 'refused');
    expect(signIns()).toEqual([]);
    await ui.setSignIn(me, ada, relay.url, 'always');
    await eventually(() => relay.events({ ids: [post.id] }).length, 1);
  });
});
