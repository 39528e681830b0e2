/** A tab with an account of its own is duplicated, moved, and restored after a restart; its page keeps its login. */
import type { Page } from '@playwright/test';
import { people } from '../../../scripts/demo/people';
import { launchFacet, PASSWORD, type Facet } from '../facet';
import { test } from '../profile';
import { expect } from '../test';
import { isVerified } from '../window-nostr';
import { APP, logIn, post } from './app';
import { connectAs, give, switchAt, waitingNote } from './person';
import { startSites, type Sites } from './sites';

/** What the functions below find when they run inside a page of Facet. */
declare const chrome: {
  tabs: {
    duplicate(tabId: number): Promise<{ id: number }>;
    move(tabId: number, where: object): Promise<{ windowId: number }>;
    get(tabId: number): Promise<{ windowId: number }>;
  };
  windows: { create(what: object): Promise<{ id: number }> };
};

const { alice, ines } = people;

let sites: Sites;
test.beforeEach(async () => {
  sites = await startSites(1, APP);
});
test.afterEach(() => sites.stop());

/** One site in two tabs: as Alice, and in the second tab as Ines, which that page keeps in its sessionStorage. */
async function openTabs(facet: Facet): Promise<{ page: Page; tabId: number }> {
  for (const { nsec } of [ines, alice]) await facet.ui.addSecretKey(nsec);
  const url = `${sites.urls[0]}#session`;
  const first = await facet.visit(url);
  await connectAs(facet, first.page, alice.pubkey);
  await logIn(first.page);
  const second = await facet.visit(url);
  await switchAt(facet, second.tabId, ines.pubkey, 'tab');
  await connectAs(facet, second.page, ines.pubkey, 'tab');
  await logIn(second.page);
  expect(await post(second.page, 'before')).toMatchObject({ event: { pubkey: ines.pubkey } });
  return second;
}

/** The page posts as it believes, after the person was shown that its tab is Alice. */
async function expectAsked(facet: Facet, page: Page, content: string): Promise<void> {
  const posted = post(page, content);
  const view = await waitingNote(facet, content);
  expect(view).toMatchObject({ told: ines.pubkey, pubkey: alice.pubkey });
  await give(facet, view, { answer: 'allow', remember: 'once', as: 'told', pin: false });
  const { event, believed } = await posted;
  expect(believed).toBe(ines.pubkey);
  expect(typeof event === 'object' && isVerified(event) && event.pubkey).toBe(ines.pubkey);
}

test('a tab that is duplicated is another tab, whose page is asked about; one that moves stays who it is', async ({
  ready,
}) => {
  const { page, tabId } = await openTabs(ready);
  const inside = await ready.open('manifest.json');
  const opened = ready.context.waitForEvent('page');
  const copy = await inside.evaluate((id) => chrome.tabs.duplicate(id), tabId);
  const copied = await opened;
  await copied.waitForFunction(() => 'app' in window);
  expect(await copied.evaluate(() => window.app.believed)).toBe(ines.pubkey);
  await expectAsked(ready, copied, 'from the copy');
  expect(await ready.ui.getTab(copy.id)).toMatchObject({ pubkey: alice.pubkey, told: ines.pubkey });

  const stays = async (when: string) => {
    expect(await post(page, when)).toMatchObject({ believed: ines.pubkey, event: { pubkey: ines.pubkey } });
    expect(await ready.ui.getTab(tabId), when).toMatchObject({ pubkey: ines.pubkey, reason: 'tab' });
    expect(await ready.ui.getPrompts(), when).toEqual([]);
  };
  await stays('after the copy');
  const home = await inside.evaluate(async (id) => (await chrome.tabs.get(id)).windowId, tabId);
  const away = await inside.evaluate(async (id) => (await chrome.windows.create({ tabId: id })).id, tabId);
  expect(away).not.toBe(home);
  await stays('in a window of its own');
  await ready.stopWorker();
  await stays('in a window of its own, after the death of the worker');
  await inside.evaluate(([id, windowId]) => chrome.tabs.move(id, { windowId, index: 0 }), [
    tabId,
    home,
  ] as const);
  await stays('back in the first window');
});

test('a tab that the browser restores after a restart is asked about', async ({ profile, relay }) => {
  test.setTimeout(120_000);
  const first = await launchFacet({ profile });
  await first.ui.createVault(PASSWORD);
  await first.ui.setRelays([relay.url]);
  await openTabs(first);
  await first.close();

  const second = await launchFacet({ profile, restore: true });
  const restored = () => second.context.pages().filter((page) => page.url().startsWith(sites.urls[0] ?? ''));
  await expect.poll(() => restored().length, { message: 'both tabs are back' }).toBe(2);
  await second.ui.unlock(PASSWORD);
  // for Chromium an extension that is loaded by flag is new at every start: its content scripts are registered when
  // these tabs may have loaded already (docs/security.md, Hidden from sites)
  await Promise.all(restored().map((page) => page.reload()));
  const believed = await Promise.all(restored().map((page) => page.evaluate(() => window.app.believed)));
  expect(believed.toSorted()).toEqual([alice.pubkey, ines.pubkey].toSorted());
  const page = restored()[believed.indexOf(ines.pubkey)] as Page;
  await expectAsked(second, page, 'after the restart');
  await logIn(page);
  expect(await post(page, 'asked anew')).toMatchObject({ event: { pubkey: alice.pubkey } });
  expect(await second.ui.getPrompts()).toEqual([]);
  await second.close();
});
