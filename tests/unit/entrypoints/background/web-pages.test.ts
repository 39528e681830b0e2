import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { listenToBrowser } from '../../../../entrypoints/background/browser-events';
import { showWho } from '#lib/toolbar/toolbar';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { PASSWORD } from '../../support/rooms';
import { me, startUi } from '../../support/ui';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));
vi.mock('#lib/relays/feed', () => ({
  createFeed: () => ({ follow: () => undefined, stop: () => undefined, relays: [] }),
}));

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const shown = vi.mocked(showWho);
const looksOf = (tabId: number) =>
  shown.mock.calls
    .filter(([, id]) => id === tabId)
    .map(([look]) => (typeof look === 'object' ? look.account.pubkey : look));
/** What was registered for each event of the tabs. */
let created: ((tab: object) => void)[];
let updated: Set<(tabId: number, change: object) => void>;
let facet: Awaited<ReturnType<typeof startUi>>;

/** Ada is current; in private windows Bob is. */
beforeEach(async () => {
  facet = await startUi();
  const { rooms, ui } = facet;
  await ui.createVault(me, PASSWORD);
  await rooms.sessions.add([newAccountOf('ada'), newAccountOf('bob')]);
  await ui.switchAccount(me, ada, 'all', undefined, undefined);
  created = [];
  updated = new Set();
  fakeBrowser.tabs.onCreated.addListener = (listener) => void created.push(listener as never);
  fakeBrowser.tabs.onUpdated.addListener = (listener: never) => void updated.add(listener);
  fakeBrowser.tabs.onUpdated.removeListener = (listener) => void updated.delete(listener as never);
  fakeBrowser.idle.onStateChanged.addListener = vi.fn();
  fakeBrowser.commands.onCommand.addListener = vi.fn();
  fakeBrowser.contextMenus.onClicked.addListener = vi.fn();
  vi.stubGlobal('self', { addEventListener: vi.fn() });
  fakeBrowser.tabs.sendMessage = vi.fn().mockResolvedValue(undefined);
  listenToBrowser(() => Promise.resolve({ ...rooms, commands: {} as never }));
  await rooms.choices.change({ isPrivate: true }, (draft) => {
    draft.current = bob;
  });
  shown.mockClear();
});

const open = (tab: object) => created.forEach((listener) => listener(tab));
const load = (tabId: number, status: string) =>
  [...updated].forEach((listener) => listener(tabId, { status }));

it('a new private tab shows the account of private windows, and again once its first page has loaded', async () => {
  open({ id: 7, incognito: true, status: 'loading' });
  await vi.waitFor(() => expect(looksOf(7)).toEqual([bob]));
  load(8, 'complete');
  load(7, 'loading');
  expect(updated.size).toBe(1);
  load(7, 'complete');
  await vi.waitFor(() => expect(looksOf(7)).toEqual([bob, bob]));
  expect(updated.size).toBe(0);
});

it('a tab of another window, and a private one with a website, are left as they are', async () => {
  open({ id: 7, incognito: false, status: 'complete' });
  facet.rooms.tabs.see({ tabId: 8, origin: 'https://a.example', documentId: 'd', isPrivate: true });
  open({ id: 8, incognito: true, status: 'complete' });
  open({ id: 9, incognito: true, status: 'complete' });
  await vi.waitFor(() => expect(looksOf(9)).toEqual([bob]));
  expect(looksOf(7)).toEqual([]);
  expect(updated.size).toBe(0);
});

it('locked, nobody is shown', async () => {
  const { rooms } = facet;
  await rooms.webPages.showEmpty(7, rooms.publisher.snapshot());
  expect(looksOf(7)).toEqual([bob]);
  await rooms.vault.lock();
  shown.mockClear();
  await rooms.webPages.showEmpty(8, rooms.publisher.snapshot());
  expect(looksOf(8)).toEqual([]);
});

it('a page is asked where it is, but not one whose address says that it cannot use Facet', async () => {
  const { webPages, tabs } = facet.rooms;
  const ask = vi.mocked(fakeBrowser.tabs.sendMessage);
  tabs.see({ tabId: 7, origin: 'https://a.example', documentId: 'd' });
  for (const url of ['https://a.example/page', undefined]) {
    ask.mockClear();
    expect(await webPages.find({ id: 7, url })).toMatchObject({ tabId: 7, origin: 'https://a.example' });
    expect(ask).toHaveBeenCalled();
  }
  ask.mockClear();
  for (const url of ['chrome-extension://facet/popup.html', 'about:blank', 'http://a.example/']) {
    expect(await webPages.find({ id: 7, url })).toBeUndefined();
  }
  expect(ask).not.toHaveBeenCalled();
  ask.mockRejectedValueOnce(new Error('no receiver'));
  expect(await webPages.find({ id: 7, url: 'https://a.example/page' })).toBeUndefined();
});
