import type { Page } from '@playwright/test';
import { people } from '../../scripts/demo/people';
import { PASSWORD } from './facet';
import { PopupPage } from './pages/popup';
import { openPrivate } from './private-windows';
import { expect } from './test';
import { test, type ScreenFacet, type Shown } from './toolbar-screen';
import { getPublicKey } from './window-nostr';

/** What the functions below find when they run inside a page of Facet. */
declare const chrome: {
  action: { getTitle(which: { tabId: number }): Promise<string> };
  tabs: { query(which: object): Promise<{ id: number }[]>; duplicate(tab: number): Promise<{ id: number }> };
  windows: { create(how: object): Promise<object> };
};

const { alice, ines } = people;
interface Tab {
  page: Page;
  tabId: number;
}

const nameOf = ({ account }: { account: string }) => (account === alice.pubkey ? alice.name : ines.name);

/** What the button says of this page. */
function toTitle(url: string, shown: Shown): string {
  if (shown === 'locked') return 'Facet: locked';
  if (shown === 'mark') return 'Facet';
  if (url === 'about:blank') return `Facet: you are ${nameOf(shown)}`;
  const { host } = new URL(url);
  return shown.grey
    ? `Facet: ${host} is not connected; you would be ${nameOf(shown)}`
    : `Facet: you are ${nameOf(shown)} on ${host}`;
}

/** The button of a tab as it is on the screen, its words, and the popup of that tab, which must name the same account. */
async function expectTab({ facet, expectButton }: ScreenFacet, { page, tabId }: Tab, shown: Shown) {
  await page.bringToFront();
  await expectButton(shown);
  const popup = await PopupPage.open(facet.context, `chrome-extension://${facet.id}/popup.html`, tabId);
  const title = () => popup.page.evaluate((tab) => chrome.action.getTitle({ tabId: tab }), tabId);
  await expect.poll(title).toBe(toTitle(page.url(), shown));
  if (shown === 'locked') await popup.page.getByRole('heading', { name: 'Locked' }).waitFor();
  if (typeof shown === 'object') await expect(popup.who).toHaveText(nameOf(shown));
  await popup.page.close();
}

const [asAlice, asInes] = [{ account: alice.pubkey }, { account: ines.pubkey }];
const greyAlice = { ...asAlice, grey: true } as const;
const greyInes = { ...asInes, grey: true } as const;

async function setUp({ facet }: ScreenFacet) {
  await facet.ui.createVault(PASSWORD);
  await facet.ui.setRelays([]);
  for (const person of [alice, ines]) await facet.ui.addSecretKey(person.nsec, person.name);
}

async function connect({ facet }: ScreenFacet, { page }: Tab) {
  const prompt = await facet.prompted(() => getPublicKey(page));
  await prompt.allow();
  await expect.poll(() => facet.prompts().length).toBe(0);
}

test('the button of each tab shows its account, whatever happens', async ({ toolbar: screen, demo }) => {
  test.setTimeout(180_000);
  const { facet } = screen;
  await setUp(screen);
  const { ui } = facet;
  const here = await facet.visit(`${demo.url}plain.html`);
  await expectTab(screen, here, greyInes);
  await connect(screen, here);
  await expectTab(screen, here, asInes);

  const there = await facet.visit(`${demo.otherUrl}plain.html`);
  await expectTab(screen, there, greyInes);

  // each scope: this tab is connected as nobody but Ines, so as Alice it is not connected
  await ui.switchAccount(alice.pubkey, 'all');
  await expectTab(screen, there, greyAlice);
  await expectTab(screen, here, asInes); // it was pinned when it was connected
  await ui.switchAccount(alice.pubkey, 'tab', here.tabId, 'always');
  await expectTab(screen, here, asAlice);
  await ui.clearChoice('tab', here.tabId);
  await expectTab(screen, here, asInes);
  await ui.switchAccount(alice.pubkey, 'site', here.tabId);
  await expectTab(screen, here, asAlice);
  await expectTab(screen, there, greyAlice);
  await ui.switchAccount(ines.pubkey, 'site', there.tabId);
  await expectTab(screen, there, greyInes);
  await expectTab(screen, here, asAlice);

  // navigation: to another site and back, to no website and back, and a reload
  await here.page.goto(`${demo.otherUrl}plain.html`);
  await expectTab(screen, here, greyInes);
  await here.page.goBack();
  await expectTab(screen, here, asAlice);
  await here.page.goto('about:blank');
  await expectTab(screen, here, asAlice); // the current account, in colour
  await ui.switchAccount(ines.pubkey, 'all');
  await expectTab(screen, here, asInes);
  await here.page.goBack();
  await expectTab(screen, here, asAlice);
  await here.page.reload();
  await expectTab(screen, here, asAlice);
  await here.page.evaluate(() => history.pushState({}, '', '?other'));
  await expectTab(screen, here, asAlice);

  // the worker dies, and what happens then is the next one's
  await facet.stopWorker();
  await here.page.bringToFront();
  await screen.expectButton(asAlice);
  await there.page.reload();
  await there.page.bringToFront();
  await screen.expectButton(greyInes);
  await facet.stopWorker();
  await ui.switchAccount(alice.pubkey, 'site', there.tabId);
  await expectTab(screen, there, greyAlice);
  await expectTab(screen, here, asAlice);

  await ui.lock();
  await expectTab(screen, here, 'locked');
  await expectTab(screen, there, 'locked');
  await here.page.reload();
  await expectTab(screen, here, 'locked');
  await ui.unlock(PASSWORD);
  await expectTab(screen, here, asAlice);
  await expectTab(screen, there, greyAlice);

  // the account that both point to goes
  await ui.logout(alice.pubkey);
  await expectTab(screen, here, asInes);
  await expectTab(screen, there, greyInes);
  await ui.logout(ines.pubkey);
  await expectTab(screen, here, 'mark');
});

test('the button goes with its tab to another window, and a copy of the tab has its own', async ({
  toolbar: screen,
  demo,
}) => {
  const { facet } = screen;
  await setUp(screen);
  const here = await facet.visit(`${demo.url}plain.html`);
  await connect(screen, here);
  await facet.ui.switchAccount(alice.pubkey, 'tab', here.tabId, 'always');
  await expectTab(screen, here, asAlice);

  const caller = await facet.open('manifest.json');
  const copied = facet.context.waitForEvent('page');
  const copyId = await caller.evaluate(async (tab) => (await chrome.tabs.duplicate(tab)).id, here.tabId);
  const copy = { page: await copied, tabId: copyId };
  await expectTab(screen, copy, asInes); // the choice was for the one tab alone
  await expectTab(screen, here, asAlice);

  await caller.evaluate(
    (tabId) => chrome.windows.create({ tabId, focused: true, left: 0, top: 0, width: 1000, height: 700 }),
    here.tabId,
  );
  await expectTab(screen, here, asAlice);
  await facet.ui.switchAccount(ines.pubkey, 'tab', here.tabId);
  await expectTab(screen, here, asInes);
});

test.describe('in private windows', () => {
  test.use({ privateWindows: true });

  test('the button shows who is who there, also where there is no website', async ({
    toolbar: screen,
    demo,
  }) => {
    const { facet } = screen;
    await setUp(screen);
    const here = await facet.visit(`${demo.url}plain.html`);
    await connect(screen, here);
    await expectTab(screen, here, asInes);
    const caller = await facet.open('manifest.json');
    const there = await openPrivate(caller, `${demo.url}plain.html`);
    await expectTab(screen, there, greyInes);
    const empty = await openPrivate(caller, 'about:blank');
    await expectTab(screen, empty, asInes);

    await facet.ui.switchAccount(alice.pubkey, 'all', there.tabId);
    await expectTab(screen, there, greyAlice);
    await expectTab(screen, empty, asAlice);
    await expectTab(screen, here, asInes);
    await facet.ui.lock();
    await expectTab(screen, empty, 'locked');
    await facet.ui.unlock(PASSWORD);
    await expectTab(screen, empty, asAlice);
  });
});
