import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createPageHandlers } from '../../../../entrypoints/background/page-handlers';
import { toNpub, toNsec } from '#lib/nostr/keys';
import { pubkeyOf } from '../../support/keys';
import { outcome, SITE } from '../../support/pages';
import { PASSWORD } from '../../support/rooms';
import { me, startUi } from '../../support/ui';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));
vi.mock('#lib/relays/feed', () => ({
  createFeed: () => ({ follow: () => undefined, stop: () => undefined, relays: [] }),
}));

const npub = toNpub(pubkeyOf('ada'));
const LINK = `nostr:${npub}`;
let facet: Awaited<ReturnType<typeof startUi>>;
let opened: { url?: string; index?: number }[];
let tabs: Map<
  number,
  { id: number; windowId: number; index: number; active: boolean; url?: string | undefined }
>;
let tabId = 0;
beforeEach(async () => {
  facet = await startUi();
  await facet.ui.createVault(me, PASSWORD);
  opened = [];
  tabId += 1;
  tabs = new Map([[tabId, { id: tabId, windowId: 3, index: 4, active: true }]]);
  vi.spyOn(fakeBrowser.tabs, 'get').mockImplementation((id) => {
    const tab = tabs.get(id);
    return (tab ? Promise.resolve(tab) : Promise.reject(new Error('no tab'))) as never;
  });
  // what is opened is in front of what was there
  vi.spyOn(fakeBrowser.tabs, 'create').mockImplementation((tab) => {
    opened.push(tab as never);
    for (const each of tabs.values()) each.active &&= each.windowId !== tab.windowId;
    const id = 1_000 + opened.length;
    tabs.set(id, { ...tab, id, index: 0, windowId: tab.windowId ?? 1, active: true });
    return Promise.resolve(tabs.get(id)) as never;
  });
  vi.spyOn(fakeBrowser.tabs, 'update').mockResolvedValue({} as never);
});
const comeBack = () => void tabs.set(tabId, { id: tabId, windowId: 3, index: 4, active: true });
/** Time enough for another click. */
const wait = () => vi.setSystemTime(Date.now() + 2_000);
afterEach(() => vi.useRealTimers());
const caller = () => ({ call: 'c1', origin: SITE, tabId, documentId: 'd1', askedAt: 1 });
const click = (link = LINK) =>
  Promise.resolve().then(() => createPageHandlers(facet.rooms).openLink(caller(), link));

it('the first one asks, and is opened beside its page with the client that is chosen then', async () => {
  expect(await click()).toEqual({ left: false });
  expect(opened.map(({ url }) => url)).toEqual([expect.stringContaining('/options.html#links')]);
  expect(await facet.ui.getWaitingLink(me)).toBe(npub);
  await facet.ui.setLinkClient(me, 'https://njump.me/{}');
  expect(opened[1]).toEqual({ url: `https://njump.me/${npub}`, windowId: 3, index: 5 });
  expect(await facet.ui.getWaitingLink(me)).toBeNull();
});

it('the next one is opened at once, and one right after it is not', async () => {
  await facet.ui.addLinkClient(me, 'https://client.example/#/%s');
  await facet.ui.setLinkClient(me, 'https://client.example/#/{}');
  expect(await click()).toEqual({ left: false });
  expect(opened.map(({ url }) => url)).toEqual([`https://client.example/#/${npub}`]);
  expect(await outcome(click())).toBe('busy');
  expect(opened).toHaveLength(1);
});

it('is not opened for a page that is not in front: it opens one each time that the person comes back to it', async () => {
  await facet.ui.setLinkClient(me, 'https://njump.me/{}');
  vi.useFakeTimers({ toFake: ['Date'] });
  expect(await click()).toEqual({ left: false });
  wait();
  expect(await outcome(click())).toBe('denied');
  expect(opened).toHaveLength(1);
  comeBack();
  wait();
  expect(await click()).toEqual({ left: false });
  expect(opened).toHaveLength(2);
});

it('is asked about in one tab, in the window of its page, also while Facet is locked', async () => {
  await facet.ui.lock(me);
  vi.useFakeTimers({ toFake: ['Date'] });
  await click();
  expect(opened).toMatchObject([{ windowId: 3, index: 5 }]);
  wait();
  expect(await outcome(click())).toBe('denied');
  comeBack();
  wait();
  await click();
  expect(opened).toHaveLength(1);
  expect(fakeBrowser.tabs.update).toHaveBeenCalledWith(1_001, { active: true });
});

it('is left to the browser where the person wants that', async () => {
  await facet.ui.setLinkClient(me, 'browser');
  expect(await click()).toEqual({ left: true });
  expect(opened).toEqual([]);
});

it('waits while Facet is locked, which knows no client then', async () => {
  await facet.ui.setLinkClient(me, 'https://njump.me/{}');
  await facet.ui.lock(me);
  await click();
  expect(opened.map(({ url }) => url)).toEqual([expect.stringContaining('/options.html#links')]);
});

it.each([`nostr:${toNsec(new Uint8Array(32).fill(7))}`, 'https://evil.example', `${LINK}x`])(
  'opens nothing for what is no link: %s',
  async (link) => {
    await facet.ui.setLinkClient(me, 'https://njump.me/{}');
    expect(await outcome(click(link))).toBe('invalid');
    expect(opened).toEqual([]);
  },
);

it('has clients of the list alone, and asks again when the chosen one is removed', async () => {
  expect(await outcome(facet.ui.setLinkClient(me, 'https://evil.example/{}'))).toBe('invalid');
  await facet.ui.addLinkClient(me, 'https://client.example/{}');
  await facet.ui.setLinkClient(me, 'https://client.example/{}');
  const { links } = await facet.ui.removeLinkClient(me, 'https://client.example/{}');
  expect(links).toEqual({ own: [] });
});
