import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createRooms, type Rooms } from '../../../../entrypoints/background/rooms';
import { createUiHandlers } from '../../../../entrypoints/background/ui-handlers';
import type { EventDraft } from '#lib/nostr/event';
import { toIdentityEvents } from '#lib/nostr/identity-events';
import { editProfile, toProfileEvent, toProfileFields } from '#lib/nostr/profile-edit';
import { parseVerifiedEvent } from '#lib/nostr/verify';
import { startRelay, type Relay } from '../../../../scripts/relay/relay';
import { fresh, newAccountOf, pubkeyOf, signAs } from '../../support/keys';
import { outcome } from '../../support/pages';
import { PASSWORD } from '../../support/rooms';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const me = { tabId: undefined };
const now = Math.floor(Date.now() / 1_000);
const OTHER = 'wss://other.example/';
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
  await rooms.vault.lock();
  await relay.stop();
});

const profile = (content: string, created_at = now): EventDraft => ({
  kind: 0,
  tags: [],
  content,
  created_at,
});
const kindsOnRelay = () => relay.events().map(({ kind }) => kind);
const snapshot = () => ui.getSnapshot(me);

describe('a new identity', () => {
  it('is on the relay in exactly the three kinds that were shown, and in Facet at once', async () => {
    const events = toIdentityEvents({ name: 'Ada', about: '', picture: '', relays: [relay.url] }, now);
    const { accounts } = await ui.publishEvents(me, ada, events, [relay.url], undefined, undefined);
    expect(accounts[0]?.name).toBe('Ada');
    await vi.waitFor(async () => expect((await snapshot()).outbox).toEqual([]), 10_000);
    expect(kindsOnRelay().toSorted((a, b) => a - b)).toEqual([0, 10_002, 10_050]);
    for (const event of relay.events())
      expect(parseVerifiedEvent(fresh(event))).toMatchObject({ pubkey: ada });
  });

  it('may name relays that are not in the settings, if its own list does', async () => {
    const events = toIdentityEvents({ name: 'Ada', about: '', picture: '', relays: [OTHER] }, now);
    expect(await outcome(ui.publishEvents(me, ada, events, [OTHER], undefined, undefined))).toMatchObject({
      outbox: events.map(({ kind }) => ({ kind, relays: [{ url: OTHER, answer: 'none' }] })),
    });
  });
});

describe('a profile', () => {
  it('is edited from the newest one known, and what Facet does not know of survives on the relay', async () => {
    const tags = [['i', 'x:ada', 'proof']];
    const content = '{ "name": "ada", "pets": [1.50, {"cat": true}], "nip05": "a@b.example" }';
    const held = signAs('ada', { kind: 0, content, tags, created_at: now + 60 });
    await relay.publish(held);
    await vi.waitFor(async () => expect(await ui.getProfile(me, ada)).toHaveProperty('event'), 10_000);
    const base = await ui.getProfile(me, ada);
    expect(base).toEqual({ event: held, relays: [relay.url] });
    const event = toProfileEvent(base.event, { ...toProfileFields(content), nip05: '', name: 'Ada' }, now);
    await ui.publishEvents(me, ada, [event], base.relays, base.event?.id, undefined);
    await vi.waitFor(() => expect(relay.events({ kinds: [0] })[0]?.id).not.toBe(held.id), 10_000);
    expect(relay.events({ kinds: [0] })).toMatchObject([
      { content: '{ "name": "Ada", "pets": [1.50, {"cat": true}] }', tags },
    ]);
    expect(editProfile(content, toProfileFields(content))).toBe(content);
  });

  it('that another one has overtaken is not signed', async () => {
    await ui.publishEvents(me, ada, [profile('{"name":"a"}')], [relay.url], undefined, undefined);
    const waiting = rooms.store.state.outbox?.length;
    const late = ui.publishEvents(
      me,
      ada,
      [profile('{"name":"b"}', now + 9)],
      [relay.url],
      undefined,
      undefined,
    );
    expect(await outcome(late)).toBe('invalid');
    expect((await snapshot()).accounts[0]?.name).toBe('a');
    expect(rooms.store.state.outbox?.length ?? 0).toBeLessThanOrEqual(waiting ?? 0);
  });

  it('that is only where it would be published is found while the person types', async () => {
    const elsewhere = await startRelay();
    const newer = signAs('ada', { kind: 0, content: '{"name":"newer"}', created_at: now + 60 });
    await elsewhere.publish(newer);
    rooms.sessions.apply(signAs('ada', { kind: 10_002, tags: [['r', elsewhere.url]], created_at: now }));
    const base = await ui.getProfile(me, ada);
    expect(base.relays).toContain(elsewhere.url);
    await vi.waitFor(() => expect(rooms.sessions.expect(ada).summary.known[0]?.id).toBe(newer.id), 10_000);
    const late = ui.publishEvents(me, ada, [profile('{"name":"a"}')], base.relays, base.event?.id, undefined);
    expect(await outcome(late)).toBe('invalid');
    await elsewhere.stop();
  });

  it('goes to the relays of the account’s own list too, but to none that Facet never opens', async () => {
    const urls = [OTHER, 'ws://plain.example', 'wss://user:pw@x.example', 'wss://reader.example'];
    const tags = urls.map((url) => (url.includes('reader') ? ['r', url, 'read'] : ['r', url]));
    const list = signAs('ada', { kind: 10_002, tags, created_at: now });
    rooms.sessions.apply(list);
    expect(await ui.getProfile(me, ada)).toEqual({ relays: [relay.url, OTHER] });
  });
});

describe('nothing is signed or queued', () => {
  const publish = (event: EventDraft, urls = [relay.url], pubkey = ada, password?: string) =>
    outcome(ui.publishEvents(me, pubkey, [event], urls, undefined, password));
  afterEach(() => {
    expect(rooms.store.isOpen ? (rooms.store.state.outbox ?? []) : []).toEqual([]);
    expect(relay.events()).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['of another kind', () => publish({ ...profile(''), kind: 1 }), 'invalid'],
    ['without its time', () => publish({ kind: 0, tags: [], content: '' }), 'invalid'],
    ['that is too long', () => publish(profile('x'.repeat(70_000))), 'too-large'],
    [
      'whose tags are too long',
      () => publish({ ...profile('{}'), tags: [['x', 'x'.repeat(70_000)]] }),
      'too-large',
    ],
    ['for a relay that nobody listed', () => publish(profile('{}'), [OTHER]), 'invalid'],
    ['for a plain relay elsewhere', () => publish(profile('{}'), ['ws://a.example']), 'invalid'],
    ['for no relay', () => publish(profile('{}'), []), 'invalid'],
    ['for a stranger', () => publish(profile('{}'), [relay.url], bob), 'no-account'],
  ])('%s', async (_what, act, code) => {
    expect(await act()).toBe(code);
  });

  it('for an account that is only watched, which cannot be edited either', async () => {
    await rooms.sessions.add([{ kind: 'watch-only', pubkey: bob }]);
    expect(await publish(profile('{}'), [relay.url], bob)).toBe('unsupported');
    expect(await outcome(Promise.resolve().then(() => ui.getProfile(me, bob)))).toBe('unsupported');
  });

  it('while locked', async () => {
    await ui.lock(me);
    expect(await publish(profile('{}'))).toBe('locked');
  });

  it('when the signer gives back something else', async () => {
    const { signer } = rooms.sessions.expect(ada);
    const sign = signer.signEvent;
    signer.signEvent = (event) => sign({ ...event, content: '{"name":"eve"}' });
    expect(await publish(profile('{"name":"ada"}'))).toBe('signer-mismatch');
    expect((await snapshot()).accounts[0]?.profile).toEqual({});
  });
});

describe('an account that always asks the password', () => {
  beforeEach(async () => {
    await ui.setStepUp(me, ada, true, undefined);
  });
  const publish = (password?: string) =>
    outcome(ui.publishEvents(me, ada, [profile('{"name":"a"}')], [relay.url], undefined, password));

  it('publishes nothing without it', async () => {
    expect(await publish()).toBe('denied');
    expect(await publish('not the password')).toBe('denied');
    expect(rooms.store.state.outbox ?? []).toEqual([]);
    expect((await snapshot()).accounts[0]?.name).not.toBe('a');
  });

  it('publishes with it', async () => {
    await publish(PASSWORD);
    expect((await snapshot()).accounts[0]?.name).toBe('a');
  });
});

describe('what waits', () => {
  const offline = async () => {
    const { port } = relay;
    await relay.stop();
    await ui.publishEvents(me, ada, [profile('{"name":"a"}')], [relay.url], undefined, undefined);
    return port;
  };

  it('is in the snapshot, and goes out on the person’s word once the relay is back', async () => {
    const port = await offline();
    const { outbox } = await snapshot();
    expect(outbox).toMatchObject([{ pubkey: ada, kind: 0, relays: [{ url: relay.url, answer: 'none' }] }]);
    await vi.waitFor(() => expect(rooms.store.state.outbox?.[0]?.tries).toBe(1), 10_000);
    relay = await startRelay({ port });
    await ui.retryPublishing(me, outbox[0]?.id ?? '');
    await vi.waitFor(() => expect(kindsOnRelay()).toEqual([0]), 10_000);
  });

  it('survives a lock, and goes out after the unlock', async () => {
    const port = await offline();
    await ui.lock(me);
    relay = await startRelay({ port });
    expect(relay.events()).toEqual([]);
    await ui.unlock(me, PASSWORD);
    await rooms.outbox.retry(rooms.store.state.outbox?.[0]?.event.id ?? '');
    await vi.waitFor(() => expect(kindsOnRelay()).toEqual([0]), 10_000);
  });

  it('goes with its account, or when the person drops it', async () => {
    await offline();
    const [item] = (await snapshot()).outbox;
    await ui.dropPublishing(me, item?.id ?? '');
    expect((await snapshot()).outbox).toEqual([]);
    await ui.publishEvents(me, ada, [profile('{"name":"b"}', now + 9)], [relay.url], item?.id, undefined);
    expect((await snapshot()).outbox).toHaveLength(1);
    await ui.logout(me, ada);
    expect(rooms.store.state.outbox).toEqual([]);
    relay = await startRelay();
  });
});
