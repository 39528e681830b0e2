import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createRooms, type Rooms } from '../../../../entrypoints/background/rooms';
import { createUiHandlers } from '../../../../entrypoints/background/ui-handlers';
import { parseVerifiedEvent } from '#lib/nostr/verify';
import { startRelay, type Relay } from '../../../../scripts/relay/relay';
import { fresh, newAccountOf, pubkeyOf, signAs } from '../../support/keys';
import { outcome } from '../../support/pages';
import { PASSWORD } from '../../support/rooms';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const me = { tabId: undefined };
const now = Math.floor(Date.now() / 1_000);
const people = (count: number) => Array.from({ length: count }, (_, i) => ['p', String(i).padStart(64, '0')]);
const good = signAs('ada', {
  kind: 3,
  tags: people(500),
  content: '{"wss://a.example":{}}',
  created_at: now - 100,
});
const bad = signAs('ada', { kind: 3, tags: people(3), created_at: now - 50 });
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

const restore = (id: string, base: string, password?: string) => ui.restoreCopy(me, ada, id, base, password);
const onRelay = (kind: number) => relay.events({ kinds: [kind], authors: [ada] })[0];
/** The good list was there, the bad one is. */
async function loseList(): Promise<void> {
  rooms.sessions.apply(good);
  rooms.sessions.apply(bad);
  await relay.publish(bad);
}

describe('the history of an account', () => {
  it('names every list with its copies, what is there now first', async () => {
    await loseList();
    rooms.sessions.apply(signAs('ada', { kind: 0, content: '{"name":"Ada","about":"x"}', created_at: now }));
    const named = signAs('ada', {
      kind: 30_000,
      tags: [
        ['d', 'x'],
        ['title', 'Birds'],
        ['p', bob],
      ],
      created_at: now,
    });
    rooms.sessions.keepCopies(ada, [named]);
    expect(await ui.getHistory(me, ada)).toEqual([
      { kind: 0, copies: [expect.objectContaining({ size: 2, isPrivate: false })] },
      {
        kind: 3,
        copies: [
          { id: bad.id, created_at: bad.created_at, size: 3, isPrivate: false },
          { id: good.id, created_at: good.created_at, size: 500, isPrivate: false },
        ],
      },
      { kind: 30_000, d: 'x', title: 'Birds', copies: [expect.objectContaining({ id: named.id, size: 1 })] },
    ]);
  });

  it('is nobody else’s', async () => {
    await loseList();
    await rooms.sessions.add([newAccountOf('bob')]);
    expect(await ui.getHistory(me, bob)).toEqual([]);
    expect(await outcome(ui.planRestore(me, bob, good.id))).toBe('invalid');
    expect(await outcome(ui.getHistory(me, pubkeyOf('eve')))).toBe('no-account');
  });
});

describe('a copy', () => {
  it('comes back on the relay as it was, signed anew and later than what is there', async () => {
    await loseList();
    const plan = await ui.planRestore(me, ada, good.id);
    expect(plan).toMatchObject({
      base: bad.id,
      relays: [relay.url],
      copy: { tags: good.tags, content: good.content },
    });
    expect([plan.diff.added.length, plan.diff.kept, plan.diff.removed.length]).toEqual([497, 3, 0]);
    await restore(good.id, plan.base);
    await vi.waitFor(() => expect(onRelay(3)?.id).not.toBe(bad.id), 10_000);
    const back = parseVerifiedEvent(fresh(onRelay(3)));
    expect(back).toMatchObject({ pubkey: ada, tags: good.tags, content: good.content });
    expect(back.created_at).toBeGreaterThan(bad.created_at);
    expect((await ui.getSnapshot(me)).accounts[0]?.follows).toBe(500);
    expect((await ui.getHistory(me, ada))[0]?.copies.map(({ size }) => size)).toEqual([500, 3, 500]);
  });

  it('is later even than a list from a clock that is ahead', async () => {
    rooms.sessions.apply(good);
    const ahead = signAs('ada', { kind: 3, tags: people(3), created_at: now + 600 });
    rooms.sessions.apply(ahead);
    await restore(good.id, ahead.id);
    await vi.waitFor(() => expect(onRelay(3)?.created_at).toBe(now + 601), 10_000);
  });

  it('of a named list that nobody follows is compared with what relays have now', async () => {
    const named = (count: number, created_at: number) =>
      signAs('ada', { kind: 30_003, tags: [['d', 'x'], ...people(count)], created_at });
    const [kept, newer] = [named(5, now - 10), named(1, now - 5)];
    rooms.sessions.keepCopies(ada, [kept]);
    await relay.publish(newer);
    expect((await ui.planRestore(me, ada, kept.id)).base).toBe(newer.id);
    await restore(kept.id, newer.id);
    await vi.waitFor(() => expect(onRelay(30_003)?.tags).toEqual(kept.tags), 10_000);
  });

  it('goes where the account writes', async () => {
    const elsewhere = await startRelay();
    rooms.sessions.apply(
      signAs('ada', {
        kind: 10_002,
        tags: [
          ['r', elsewhere.url, 'write'],
          ['r', 'wss://r.example', 'read'],
        ],
        created_at: now,
      }),
    );
    await loseList();
    expect((await ui.planRestore(me, ada, good.id)).relays).toEqual([relay.url, elsewhere.url]);
    await restore(good.id, bad.id);
    await vi.waitFor(() => expect(elsewhere.events({ kinds: [3] })[0]?.tags).toEqual(good.tags), 10_000);
    await elsewhere.stop();
  });
});

describe('nothing is signed', () => {
  beforeEach(loseList);
  afterEach(() => {
    expect(rooms.store.isOpen ? (rooms.store.state.outbox ?? []) : []).toEqual([]);
    expect(onRelay(3)?.id).toBe(bad.id);
  });

  it('for a copy that is not kept', async () => {
    expect(await outcome(restore(signAs('ada', { kind: 3 }).id, bad.id))).toBe('invalid');
  });

  it('against something else than was shown', async () => {
    expect(await outcome(restore(good.id, good.id))).toBe('invalid');
  });

  it('without a relay', async () => {
    await ui.setRelays(me, []);
    expect(await outcome(restore(good.id, bad.id))).toBe('invalid');
  });

  it('without the password, where the account always asks it', async () => {
    await ui.setStepUp(me, ada, true, undefined);
    expect(await outcome(restore(good.id, bad.id))).toBe('denied');
    expect(await outcome(restore(good.id, bad.id, 'not the password'))).toBe('denied');
  });

  it('when the signer gives back something else', async () => {
    const { signer } = rooms.sessions.expect(ada);
    const sign = signer.signEvent;
    signer.signEvent = (event) => sign({ ...event, tags: [] });
    expect(await outcome(restore(good.id, bad.id))).toBe('signer-mismatch');
  });

  it('when something newer came while a signer took its time', async () => {
    const { signer } = rooms.sessions.expect(ada);
    const sign = signer.signEvent;
    signer.signEvent = async (event) => {
      rooms.sessions.apply(signAs('ada', { kind: 3, tags: people(4), created_at: now - 1 }));
      return sign(event);
    };
    expect(await outcome(restore(good.id, bad.id))).toBe('invalid');
  });

  it('for an account that is only watched, whose copies are shown all the same', async () => {
    await rooms.sessions.add([{ kind: 'watch-only', pubkey: bob }]);
    const list = signAs('bob', { kind: 3, tags: people(2), created_at: now });
    rooms.sessions.apply(list);
    expect((await ui.getHistory(me, bob))[0]?.copies).toHaveLength(1);
    expect(await outcome(ui.planRestore(me, bob, list.id))).toBe('unsupported');
    expect(await outcome(ui.restoreCopy(me, bob, list.id, list.id, undefined))).toBe('unsupported');
  });

  it('while locked', async () => {
    await ui.lock(me);
    expect(await outcome(restore(good.id, bad.id))).toBe('locked');
    expect(await outcome(Promise.resolve().then(() => ui.getHistory(me, ada)))).toBe('locked');
  });
});

it('an account that always asks the password restores with it', async () => {
  await loseList();
  await ui.setStepUp(me, ada, true, undefined);
  await restore(good.id, bad.id, PASSWORD);
  await vi.waitFor(() => expect(onRelay(3)?.tags).toHaveLength(500), 10_000);
});
