import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createCommands } from '../../../../entrypoints/background/commands';
import { createPageHandlers } from '../../../../entrypoints/background/page-handlers';
import { createRooms, type Rooms } from '../../../../entrypoints/background/rooms';
import { createUiHandlers } from '../../../../entrypoints/background/ui-handlers';
import { allowTogether } from '#lib/permissions/pairs';
import { connect } from '#lib/permissions/permissions';
import { answersItem } from '#lib/storage/session';
import { openDatabase } from '#lib/storage/database';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { outcome, SITE } from '../../support/pages';
import { PASSWORD } from '../../support/rooms';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));
vi.mock('#lib/relays/feed', () => ({
  createFeed: () => ({ follow: () => undefined, stop: () => undefined, relays: [] }),
}));

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const caller = { call: 'c1', origin: SITE, tabId: 1, documentId: 'd1', askedAt: 1 };
const me = { tabId: undefined };
let rooms: Rooms;
let ui: ReturnType<typeof createUiHandlers>;
const pages = () => createPageHandlers(rooms);

const sendMessage = vi.fn();
async function start() {
  rooms = await createRooms();
  ui = createUiHandlers(rooms);
}
beforeEach(async () => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  sendMessage.mockReset().mockResolvedValue(undefined);
  fakeBrowser.tabs.sendMessage = sendMessage;
  await start();
  await ui.createVault(me, PASSWORD);
  await rooms.sessions.add([newAccountOf('bob')]);
  await rooms.sessions.add([newAccountOf('ada')]);
});

describe('a vault whose state cannot be read', () => {
  const damage = async () => {
    const database = await openDatabase();
    const record = await database.get('records', 'state');
    if (record) await database.put('records', { ...record, ciphertext: record.ciphertext.fill(0) });
    database.close();
  };

  it('is locked again, not left open', async () => {
    await rooms.vault.lock();
    await damage();
    expect(await outcome(ui.unlock(me, PASSWORD))).toBe('internal');
    expect(rooms.vault.status).toBe('locked');
  });

  it('does not keep the next worker from starting and saying so', async () => {
    await damage();
    await start();
    expect(rooms.vault.status).toBe('locked');
    expect(await outcome(ui.unlock(me, PASSWORD))).toBe('internal');
  });
});

describe('the window of prompts', () => {
  it('that cannot be opened leaves no page waiting for ever', async () => {
    fakeBrowser.windows.create = vi.fn().mockRejectedValue(new Error('no windows here'));
    expect(await outcome(pages().getPublicKey(caller))).toBe('internal');
    expect(rooms.prompts.pending).toEqual([]);
  });
});

describe('what was taken back', () => {
  const kept = () =>
    answersItem.set({ any: { digest: 'd', answer: { answer: 'reject' }, until: Date.now() + 60_000 } });

  it.each([
    ['a site', () => ui.disconnectSite(me, SITE)],
    ['a rule', () => ui.removeRule(me, 'any')],
    ['everything, by the lock', () => ui.lock(me)],
  ])('does not come back by an answer that was kept: %s', async (_name, takeBack) => {
    await kept();
    await takeBack();
    await vi.waitFor(async () => expect(await answersItem.get()).toBeUndefined());
  });
});

describe('an open page of Facet that has gone', () => {
  it('does not keep the others, the toolbar and the web pages from hearing', async () => {
    const dead = {
      postMessage: vi.fn(() => {
        throw new Error('Attempting to use a disconnected port object');
      }),
    };
    const alive = { postMessage: vi.fn() };
    rooms.publisher.add(dead);
    rooms.publisher.add(alive);
    await vi.waitFor(() => expect(dead.postMessage).toHaveBeenCalled());
    await ui.switchAccount(me, bob, 'all', undefined, undefined);
    await vi.waitFor(() =>
      expect(alive.postMessage).toHaveBeenLastCalledWith(expect.objectContaining({ current: bob })),
    );
    expect(dead.postMessage).toHaveBeenCalledOnce();
  });
});

describe('a tab that left the site that last spoke from it', () => {
  beforeEach(async () => {
    await rooms.store.change((draft) => {
      connect(draft, SITE, ada, 0);
      draft.sites[SITE] = { usedAt: 0, pubkey: ada };
    });
    rooms.tabs.see({ tabId: 1, origin: SITE, documentId: 'd1' });
    vi.spyOn(fakeBrowser.tabs, 'query').mockResolvedValue([{ id: 1 }] as never);
    vi.spyOn(fakeBrowser.tabs, 'get').mockResolvedValue({ id: 1 } as never);
  });
  const press = () => createCommands(rooms, ui)['next-account']();

  it('does not switch that site by a shortcut', async () => {
    sendMessage.mockRejectedValue(new Error('Receiving end does not exist'));
    await press();
    expect(rooms.store.state.sites[SITE]?.pubkey).toBe(ada);
    expect(rooms.identity.isConnected({ origin: SITE }, bob)).toBe(false);
    expect(rooms.store.state.current).toBe(bob);
    expect(await ui.getTab(me, 1)).toEqual({
      tabId: 1,
      reason: 'current',
      choices: {},
      connected: false,
      knows: [],
    });
  });

  it('does while it is there, press after press', async () => {
    const commands = createCommands(rooms, ui);
    await Promise.all([commands['next-account'](), commands['next-account'](), commands['next-account']()]);
    expect(rooms.store.state.sites[SITE]?.pubkey).toBe(bob);
    expect(await ui.getTab(me, 1)).toMatchObject({ origin: SITE, pubkey: bob });
  });
});

it('a choice for a tab without a website is refused, and never becomes one for everything', async () => {
  for (const scope of ['tab', 'container', 'site'] as const) {
    expect(await outcome(ui.switchAccount(me, bob, scope, 7, undefined))).toBe('invalid');
  }
  expect(rooms.store.state.current).toBe(ada);
});

it('a tab that is gone may have been private: a switch that names it changes nothing', async () => {
  vi.spyOn(fakeBrowser.tabs, 'get').mockRejectedValue(new Error('No tab with id: 7'));
  expect(await outcome(ui.switchAccount(me, bob, 'all', 7, undefined))).toBe('invalid');
  expect(rooms.store.state.current).toBe(ada);
});

it('a site is not told of an account that it could link to one that it was told and may remember', async () => {
  const eve = pubkeyOf('eve');
  await rooms.sessions.add([newAccountOf('eve')]);
  await rooms.store.change((draft) => {
    connect(draft, SITE, eve, 0);
    draft.sites[SITE] = { usedAt: 0, told: ada };
    allowTogether(draft, bob, eve);
  });
  await ui.setSiteAccount(me, SITE, bob, undefined);
  expect(rooms.identity.isConnected({ origin: SITE }, bob)).toBe(false);
  await rooms.store.change((draft) => allowTogether(draft, bob, ada));
  await ui.setSiteAccount(me, SITE, bob, undefined);
  expect(rooms.identity.isConnected({ origin: SITE }, bob)).toBe(true);
});

it('the private rules of an account go with it', async () => {
  await rooms.choices.change({ isPrivate: true }, (draft) => connect(draft, SITE, bob, 0));
  await rooms.sessions.logout(bob);
  await vi.waitFor(() => expect(rooms.choices.of({ isPrivate: true }).rules).toEqual([]));
});

it('an account is set only for what can be a website', async () => {
  for (const origin of ['__proto__', 'constructor', 'null', 'http://a.example', `${SITE}/`]) {
    expect(await outcome(ui.setSiteAccount(me, origin, ada, undefined))).toBe('invalid');
  }
  expect({}).not.toHaveProperty('pubkey');
});
