import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createRooms, type Rooms } from '../../../../entrypoints/background/rooms';
import { createUiHandlers } from '../../../../entrypoints/background/ui-handlers';
import { toRelayListEvent } from '#lib/nostr/relay-lists';
import { startRelay, type Relay } from '../../../../scripts/relay/relay';
import { newAccountOf, pubkeyOf, signAs } from '../../support/keys';
import { outcome } from '../../support/pages';
import { PASSWORD } from '../../support/rooms';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const me = { tabId: undefined };
const now = Math.floor(Date.now() / 1_000);
const OTHER = 'wss://other.example/';
const both = { read: true, write: true };
let relay: Relay;
let rooms: Rooms;
let ui: ReturnType<typeof createUiHandlers>;

beforeEach(async () => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  fakeBrowser.tabs.sendMessage = vi.fn().mockResolvedValue(undefined);
  relay = await startRelay();
  rooms = await createRooms();
  ui = createUiHandlers(rooms);
  await ui.createVault(me, PASSWORD);
  await ui.setRelays(me, [relay.url]);
  await rooms.sessions.add([newAccountOf('ada')]);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await rooms.vault.lock();
  await relay.stop();
});

const listOf = (tags: string[][], created_at = now - 60, kind = 10_002) =>
  signAs('ada', { kind, tags, created_at });
const onRelay = (kind = 10_002) => relay.events({ kinds: [kind], authors: [ada] })[0];

describe('the lists of relays of an account', () => {
  it('are whole, and newer ones are found when relays are asked', async () => {
    const tags = Array.from({ length: 200 }, (_, index) => ['r', `wss://r${index}.example`]);
    rooms.sessions.apply(listOf(tags));
    const blocked = listOf([['relay', 'wss://bad.example']], now - 60, 10_006);
    rooms.sessions.apply(blocked);
    const lists = await ui.getRelayLists(me, ada, false);
    expect(lists.relays?.tags).toEqual(tags);
    expect(lists).toMatchObject({ blocked, destinations: expect.arrayContaining([relay.url]) as unknown });
    expect(lists).not.toHaveProperty('messages');
    const messages = listOf([['relay', OTHER]], now - 10, 10_050);
    await relay.publish(messages);
    expect((await ui.getRelayLists(me, ada, true)).messages).toEqual(messages);
    expect(await outcome(ui.getRelayLists(me, bob, false))).toBe('no-account');
  });

  it.each([10_002, 10_050])(
    'are replaced (%i) from the copy they were made of, and known at once',
    async (kind) => {
      const name = kind === 10_002 ? 'r' : 'relay';
      const old = listOf(
        [
          ['client', 'x'],
          [name, relay.url],
          ['alt', 'y'],
        ],
        now - 60,
        kind,
      );
      rooms.sessions.apply(old);
      const event = toRelayListEvent(kind, old, { [OTHER]: both }, now);
      await ui.publishEvents(me, ada, [event], [relay.url], old.id, undefined);
      expect(rooms.sessions.expect(ada).summary.known[kind]?.id).not.toBe(old.id);
      await vi.waitFor(() => expect(onRelay(kind)?.tags).toEqual([...old.tags, [name, OTHER]]), 10_000);
    },
  );

  it.each([10_002, 10_050])(
    'are not replaced (%i) by what was made from another one, or from none',
    async (kind) => {
      const old = listOf([], now - 60, kind);
      const newer = listOf([], now - 30, kind);
      const event = toRelayListEvent(kind, old, { [relay.url]: both }, now);
      const publish = (base?: string) => ui.publishEvents(me, ada, [event], [relay.url], base, undefined);
      rooms.sessions.apply(old);
      rooms.sessions.apply(newer);
      for (const base of [undefined, old.id]) expect(await outcome(publish(base))).toBe('invalid');
      expect(onRelay(kind)).toBeUndefined();
      await publish(newer.id);
      await vi.waitFor(() => expect(onRelay(kind)).toBeDefined(), 10_000);
    },
  );

  it('are not replaced by several events at once', async () => {
    rooms.sessions.apply(listOf([['r', relay.url]]));
    const events = [10_002, 10_050].map((kind) =>
      toRelayListEvent(kind, undefined, { [relay.url]: both }, now),
    );
    expect(await outcome(ui.publishEvents(me, ada, events, [relay.url], undefined, undefined))).toBe(
      'invalid',
    );
  });

  it('say of all accounts which relays they use, in normal form', async () => {
    await rooms.sessions.add([newAccountOf('bob')]);
    rooms.sessions.apply(
      listOf([
        ['r', 'wss://other.example', 'write'],
        ['r', 'wss://reader.example', 'read'],
      ]),
    );
    rooms.sessions.apply(listOf([['relay', 'wss://inbox.example']], now, 10_050));
    expect(ui.getRelayUses(me)).toEqual([
      {
        pubkey: ada,
        write: [OTHER],
        read: ['wss://reader.example/'],
        messages: ['wss://inbox.example/'],
      },
      { pubkey: bob, write: [], read: [], messages: [] },
    ]);
  });
});

describe('what a relay says of itself', () => {
  it('is asked once, and of nobody while Facet is locked', async () => {
    const fetch = vi.fn(() => Promise.resolve(new Response('{"name":"Harbour"}')));
    vi.stubGlobal('fetch', fetch);
    for (const url of [OTHER, 'wss://other.example']) {
      expect(await ui.getRelayFacts(me, url)).toEqual({ name: 'Harbour', nips: [] });
    }
    expect(fetch).toHaveBeenCalledTimes(1);
    await rooms.vault.lock();
    expect(await outcome(ui.getRelayFacts(me, 'wss://third.example'))).toBe('locked');
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});

describe('where the people write whom an account follows', () => {
  const follow = (...labels: string[]) =>
    rooms.sessions.apply(
      signAs('ada', { kind: 3, tags: labels.map((label) => ['p', pubkeyOf(label)]), created_at: now }),
    );

  it('is counted, without what is in the list already or blocked', async () => {
    const urls = ['wss://own.example', 'wss://bad.example', 'wss://good.example'];
    for (const label of ['bob', 'cyd']) {
      const tags = urls.map((url) => ['r', url]);
      await relay.publish(signAs(label, { kind: 10_002, tags, created_at: now }));
    }
    follow('bob', 'cyd', 'dan');
    rooms.sessions.apply(listOf([['r', 'wss://own.example']]));
    rooms.sessions.apply(listOf([['relay', 'wss://bad.example']], now, 10_006));
    expect(await ui.suggestRelays(me, ada)).toEqual({
      asked: 3,
      found: 2,
      relays: [{ url: 'wss://good.example/', count: 2 }],
    });
  });

  it('is asked of no relay that the account has blocked', async () => {
    follow('bob');
    rooms.sessions.apply(listOf([['relay', relay.url]], now, 10_006));
    const { asked } = relay.traffic;
    expect(await ui.suggestRelays(me, ada)).toEqual({ asked: 1, found: 0, relays: [] });
    expect(relay.traffic.asked).toBe(asked);
  });
});
