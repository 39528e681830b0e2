import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createPageHandlers } from '../../../../../entrypoints/background/page-handlers';
import { connect } from '#lib/permissions/permissions';
import { newAccountOf, pubkeyOf } from '../../../support/keys';
import { outcome, SITE } from '../../../support/pages';
import { PASSWORD } from '../../../support/rooms';
import { fakeScripting } from '../../../support/scripting';
import { me, startUi } from '../../../support/ui';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));
vi.mock('#lib/relays/feed', () => ({
  createFeed: () => ({ follow: () => undefined, stop: () => undefined, relays: [] }),
}));

const OTHER = 'https://other.example';
let facet: Awaited<ReturnType<typeof startUi>>;
let registered: ReturnType<typeof fakeScripting>;
beforeEach(async () => {
  facet = await startUi();
  registered = fakeScripting();
  await facet.rooms.appearance.restore();
  fakeBrowser.tabs.sendMessage = vi.fn().mockRejectedValue(new Error('nobody there'));
  await facet.ui.createVault(me, PASSWORD);
  await facet.rooms.sessions.add([newAccountOf('ada')]);
});
const tabAt = (url: string, more = {}) =>
  vi.spyOn(fakeBrowser.tabs, 'get').mockResolvedValue({ id: 1, url, ...more } as never);

describe('only on chosen sites', () => {
  it('begins with those that are connected and not hidden, and the browser knows when it resolves', async () => {
    for (const origin of [SITE, OTHER]) {
      await facet.rooms.store.change((draft) => connect(draft, origin, pubkeyOf('ada'), Date.now()));
    }
    await facet.ui.setAppears(me, OTHER, false);
    const { appearance } = await facet.ui.setOnlyChosen(me, true);
    expect(appearance).toEqual({ onlyChosen: true, chosen: [SITE], hidden: [OTHER], first: [] });
    expect(registered.get('nostr')?.matches).toEqual([`${SITE}:443/*`]);
  });

  it('is forgotten with everything else', async () => {
    await facet.ui.setOnlyChosen(me, true);
    expect(registered.size).toBe(0);
    await facet.ui.wipe(me, PASSWORD);
    await vi.waitFor(() => expect(registered.size).toBe(2));
  });

  it.each(['null', 'file://', 'http://damus.example', 'https://damus.example/path', ''])(
    'refuses %j as a site, with nothing changed',
    async (origin) => {
      expect(await outcome(Promise.resolve().then(() => facet.ui.setAppears(me, origin, true)))).toBe(
        'invalid',
      );
      expect(facet.rooms.store.state.appearance).toBeUndefined();
    },
  );
});

describe('a tab without Facet', () => {
  it('says that it is hidden from the website there, or that the page is an older one', async () => {
    tabAt(`${SITE}/some/page`);
    expect((await facet.ui.getTab(me, 1)).absent).toEqual({ origin: SITE });
    await facet.ui.setAppears(me, SITE, false);
    expect((await facet.ui.getTab(me, 1)).absent).toEqual({ origin: SITE, hidden: true });
  });

  it('says so too where the page that is open still has it', async () => {
    tabAt(`${SITE}/`);
    fakeBrowser.tabs.sendMessage = vi.fn().mockResolvedValue(undefined);
    facet.rooms.tabs.see({ tabId: 1, origin: SITE, documentId: 'd1' });
    await facet.ui.setAppears(me, SITE, false);
    const tab = await facet.ui.getTab(me, 1);
    expect(tab.absent).toEqual({ origin: SITE, hidden: true, open: true });
    expect(tab).not.toHaveProperty('origin');
  });

  it.each(['chrome://extensions/', 'file:///etc/hosts', 'http://damus.example/', ''])(
    'says nothing of %j',
    async (url) => {
      tabAt(url);
      expect(await facet.ui.getTab(me, 1)).not.toHaveProperty('absent');
    },
  );

  it('says nothing of a page that is still loading', async () => {
    tabAt(`${SITE}/`, { status: 'loading' });
    expect(await facet.ui.getTab(me, 1)).not.toHaveProperty('absent');
  });
});

describe('another signer on a page', () => {
  const caller = { call: 'c1', origin: SITE, tabId: 1, documentId: 'd1', askedAt: 1 };
  const pages = () => createPageHandlers(facet.rooms);

  it('is known of the document that reported it, and of no later one', async () => {
    fakeBrowser.tabs.sendMessage = vi.fn().mockResolvedValue(undefined);
    expect(await pages().report(caller, 'extension', true)).toBe(true);
    expect((await facet.ui.getTab(me, 1)).holds).toEqual({ holder: 'extension', others: true });
    await pages().arrive({ ...caller, documentId: 'd2' });
    expect(await facet.ui.getTab(me, 1)).not.toHaveProperty('holds');
  });

  it('gives way to Facet, or Facet to it; the last choice counts', async () => {
    await facet.ui.chooseSigner(me, SITE, 'facet');
    expect(registered.get('first')?.matches).toEqual([`${SITE}:443/*`]);
    expect(registered.get('nostr')?.excludeMatches).toEqual([`${SITE}:443/*`]);
    expect(registered.get('bridge')?.excludeMatches).toEqual([]);
    const { appearance } = await facet.ui.chooseSigner(me, SITE, 'other');
    expect(appearance).toEqual({ onlyChosen: false, chosen: [], hidden: [SITE], first: [] });
    expect(registered.has('first')).toBe(false);
    expect(registered.get('bridge')?.excludeMatches).toEqual([`${SITE}:443/*`]);
    await facet.ui.chooseSigner(me, SITE, 'facet');
    expect(facet.rooms.appearance.appears(SITE)).toBe(true);
  });

  it('is a choice for a website that can use Facet alone', async () => {
    const refused = Promise.resolve().then(() => facet.ui.chooseSigner(me, 'http://damus.example', 'facet'));
    expect(await outcome(refused)).toBe('invalid');
  });
});
