import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createPageHandlers } from '../../../../entrypoints/background/page-handlers';
import { AUTO_LOCK } from '../../../../entrypoints/background/alarms';
import { createRooms, type Rooms } from '../../../../entrypoints/background/rooms';
import { createUiHandlers } from '../../../../entrypoints/background/ui-handlers';
import { connect } from '#lib/permissions/permissions';
import { answersItem, buttonsItem, tabsItem } from '#lib/storage/session';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { outcome, SITE } from '../../support/pages';
import { PASSWORD } from '../../support/rooms';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));
vi.mock('#lib/relays/feed', () => ({
  createFeed: () => ({ follow: () => undefined, stop: () => undefined, relays: [] }),
}));

const NEXT = 'another horse battery';
const ada = pubkeyOf('ada');
const me = { tabId: undefined };
const caller = { call: 'c1', origin: SITE, tabId: 1, documentId: 'd1', askedAt: 1 };
let rooms: Rooms;
let ui: ReturnType<typeof createUiHandlers>;
async function start() {
  rooms = await createRooms();
  ui = createUiHandlers(rooms);
}
beforeEach(async () => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  fakeBrowser.tabs.sendMessage = vi.fn().mockResolvedValue(undefined);
  await start();
  await ui.createVault(me, PASSWORD);
  await rooms.sessions.add([newAccountOf('ada')]);
});
const session = () => fakeBrowser.storage.session.get(null);
const alarm = () => fakeBrowser.alarms.get(AUTO_LOCK);

describe('another password', () => {
  it('by a worker that died before it kept the new DEK leaves the vault locked, for the new password', async () => {
    const { unlocked } = await session();
    expect((await ui.changePassword(me, PASSWORD, NEXT)).vault).toBe('unlocked');
    await fakeBrowser.storage.session.set({ unlocked });
    await start();
    expect(rooms.vault.status).toBe('locked');
    expect((await session())['unlocked']).toBeUndefined();
    expect(await outcome(ui.unlock(me, PASSWORD))).toBe('denied');
    expect((await ui.unlock(me, NEXT)).accounts.map(({ pubkey }) => pubkey)).toEqual([ada]);
  });

  it('is kept in storage.session, and in nothing that a page sees', async () => {
    const { unlocked } = await session();
    const snapshot = await ui.changePassword(me, PASSWORD, NEXT);
    const next = (await session())['unlocked'] as { dek: string };
    expect(next.dek).not.toBe((unlocked as { dek: string }).dek);
    for (const secret of [PASSWORD, NEXT, next.dek]) expect(JSON.stringify(snapshot)).not.toContain(secret);
    await start();
    expect(rooms.vault.status).toBe('unlocked');
  });
});

describe('locking when the browser closes', () => {
  it('needs no alarm, and choosing a time sets one again', async () => {
    expect(await alarm()).toBeDefined();
    await ui.setAutoLock(me, 0, PASSWORD);
    expect(await alarm()).toBeUndefined();
    await start();
    expect(rooms.vault.status).toBe('unlocked');
    expect(await alarm()).toBeUndefined();
    await ui.setAutoLock(me, 5, undefined);
    expect((await alarm())?.scheduledTime).toBeGreaterThan(Date.now());
  });
});

describe('a time until Facet locks', () => {
  const minutes = () => rooms.store.state.settings.autoLockMinutes;

  it('becomes longer with the password alone, and shorter without', async () => {
    expect(await outcome(ui.setAutoLock(me, 16, undefined))).toBe('denied');
    expect(await outcome(ui.setAutoLock(me, 0, 'not the password'))).toBe('denied');
    expect(minutes()).toBe(15);
    await ui.setAutoLock(me, 16, PASSWORD);
    await ui.setAutoLock(me, 16, undefined);
    expect(minutes()).toBe(16);
    await ui.setAutoLock(me, 1, undefined);
    expect(minutes()).toBe(1);
  });
});

describe('asking the password for one account', () => {
  const stepUp = () => rooms.store.state.accounts[0]?.stepUp;

  it('begins without it and ends with it', async () => {
    expect((await ui.setStepUp(me, ada, true, undefined)).accounts[0]?.stepUp).toBe(true);
    expect(await outcome(ui.setStepUp(me, ada, false, undefined))).toBe('denied');
    expect(await outcome(ui.setStepUp(me, ada, false, 'correct horse batterx'))).toBe('denied');
    expect(stepUp()).toBe(true);
    expect((await ui.setStepUp(me, ada, false, PASSWORD)).accounts[0]).not.toHaveProperty('stepUp');
    expect(stepUp()).toBeUndefined();
  });

  it('takes back the answers that were given without it', async () => {
    await answersItem.set({ any: { digest: 'd', answer: { answer: 'reject' }, until: Date.now() + 60_000 } });
    await ui.setStepUp(me, ada, true, undefined);
    expect(await answersItem.get()).toBeUndefined();
  });
});

describe('deleting everything', () => {
  const visit = async () => {
    await rooms.store.change((draft) => connect(draft, SITE, ada, Date.now()));
    await createPageHandlers(rooms).getPublicKey(caller);
    rooms.tabs.choose(1, ada);
    await vi.waitFor(async () => expect(JSON.stringify(await session())).toContain(ada));
  };
  const clean = () =>
    vi.waitFor(async () => {
      expect(Object.keys(await session()).toSorted()).toEqual(['buttons', 'run', 'tabs']);
      expect(await buttonsItem.get()).toEqual({ '-1': 'none', 1: 'none' });
    });

  it('leaves no key, no account and no alarm, and a page hears nothing', async () => {
    await visit();
    expect(await ui.wipe(me, PASSWORD)).toMatchObject({ vault: 'empty', accounts: [], sites: [] });
    await clean();
    expect(await tabsItem.get()).toEqual({ 1: { origin: SITE, documentId: 'd1' } });
    expect(await alarm()).toBeUndefined();
    expect(await createPageHandlers(rooms).checkIn(caller, true)).toEqual({ pubkey: null, changed: false });
    await ui.createVault(me, NEXT);
    await rooms.sessions.add([newAccountOf('eve')]);
    expect(await createPageHandlers(rooms).checkIn(caller, true)).toEqual({ pubkey: null, changed: false });
  });

  it('is finished by the next worker where the first one died in it', async () => {
    await visit();
    const before = await session();
    await ui.wipe(me, PASSWORD);
    await clean();
    await fakeBrowser.storage.session.set(before);
    await start();
    await clean();
    expect(JSON.stringify(await session())).not.toContain(ada);
    expect(rooms.vault.status).toBe('empty');
  });
});
