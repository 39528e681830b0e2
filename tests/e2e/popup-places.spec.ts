import type { Page } from '@playwright/test';
import { people } from '../../scripts/demo/people';
import type { Facet } from './facet';
import { PopupPage } from './pages/popup';
import { expect, test } from './test';
import { getPublicKey } from './window-nostr';

const { alice, ines, nightjar } = people;

/** A site that knows Alice, and the popup about its tab. The numbers of the accounts are 1 Alice, 2 Ines, 3 nightjar. */
async function setUp(facet: Facet, url: string) {
  for (const { nsec } of [alice, ines, nightjar]) await facet.ui.addSecretKey(nsec);
  const { page, tabId } = await facet.visit(`${url}plain.html`);
  const connect = await facet.prompted(() => getPublicKey(page));
  await connect.say(alice.name);
  await connect.allow();
  await expect.poll(() => facet.prompts().length).toBe(0);
  const popup = new PopupPage(await facet.open(`popup.html?tab=${tabId}`));
  await expect(popup.who).toHaveText(alice.name);
  return { page, popup, tabId, site: new URL(url).host };
}
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
/** A name in a sentence, whose direction it does not touch. */
const isolated = (name: string) => `\u2068${name}\u2069`;

test('from the keyboard alone: who you are is chosen for the site, the tab and everywhere, and cleared again', async ({
  ready,
  demo,
}) => {
  const { popup, tabId, site } = await setUp(ready, demo.url);
  const { keyboard } = popup.page;
  const reason = (text: string) => expect(popup.page.getByText(text, { exact: true })).toBeVisible();
  await ready.ui.setSiteAccount(new URL(demo.url).origin, ines.pubkey, 'always'); // Alice and Ines may be seen together
  await expect(popup.who).toHaveText(ines.name);
  await expect(popup.search).toBeFocused();
  await reason('Chosen for this site');

  await keyboard.type('al');
  await keyboard.press('Enter');
  await expect(popup.who).toHaveText(alice.name);
  await popup.says(`Now ${alice.name} on ${site}`);
  await expect(popup.row(alice.name)).toBeFocused();

  await popup.tabTo(popup.scope('site'), 'Shift+Tab');
  await keyboard.press('ArrowRight');
  await expect(popup.scope('all')).toBeChecked();
  await popup.tabTo(popup.search, 'Tab');
  await keyboard.press('2');
  await popup.says(`Now ${ines.name} everywhere but on ${site}`);
  await popup.says(`This site stays ${alice.name}. Everywhere else you are ${ines.name}.`);
  await expect(popup.who).toHaveText(alice.name);
  await expect(popup.search).toBeFocused();

  await keyboard.type('in');
  await keyboard.press('Alt+Enter');
  await expect(popup.who).toHaveText(ines.name);
  await popup.says(`Now ${ines.name} on ${site}`);
  await expect(popup.scope('all')).toBeChecked();

  await popup.tabTo(popup.search, 'Shift+Tab');
  await keyboard.press('ArrowDown');
  await expect(popup.row(alice.name)).toBeFocused();
  await keyboard.press('Alt+Enter');
  await expect(popup.who).toHaveText(alice.name);
  await keyboard.press('ArrowUp');
  await expect(popup.search).toBeFocused();
  await keyboard.press('ArrowUp');
  await expect(popup.row(nightjar.name)).toBeFocused();

  await popup.tabTo(popup.scope('all'), 'Shift+Tab');
  await keyboard.press('ArrowRight');
  await expect(popup.scope('tab')).toBeChecked();
  await popup.tabTo(popup.search, 'Tab');
  await keyboard.press('2');
  await popup.says(`Now ${ines.name} on ${site}, in this tab`);
  await reason('Chosen for this tab');
  expect(await ready.ui.getTab(tabId)).toMatchObject({
    pubkey: ines.pubkey,
    choices: { tab: ines.pubkey, site: alice.pubkey },
  });

  await popup.tabTo(button(popup.page, `Clear, then ${isolated(alice.name)}`), 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(popup.who).toHaveText(alice.name);
  await popup.says(`Now ${alice.name} on ${site}`);
  await reason('Chosen for this site');
  await popup.tabTo(button(popup.page, `Clear, then ${isolated(ines.name)}`), 'Tab');
  await keyboard.press('Enter');
  await expect(popup.who).toHaveText(ines.name);
  await popup.says(`Now ${ines.name} on ${site}`);
  await reason('Follows your current account');
  await expect(button(popup.page, /^Clear/)).toHaveCount(0);
});

test('a site that knows Alice is told of Ines only after a question, from the keyboard alone', async ({
  ready,
  demo,
}) => {
  const { page, popup, site } = await setUp(ready, demo.url);
  const { keyboard } = popup.page;
  const pairs = async () => (await ready.snapshot()).pairs.length;
  const question = popup.page.getByRole('alertdialog', { name: `Switch to ${isolated(ines.name)}?` });

  await keyboard.type('in');
  await keyboard.press('Enter');
  await expect(question).toContainText(
    `${site} knows you as ${isolated(alice.name)}. If you go on as ${isolated(ines.name)} there`,
  );
  await expect(button(popup.page, 'Cancel')).toBeFocused();
  await keyboard.press('Enter');
  await expect(question).toHaveCount(0);
  await expect(popup.search).toBeFocused();
  await expect(popup.search).toHaveValue('in');
  await expect(popup.who).toHaveText(alice.name);
  expect(await getPublicKey(page)).toBe(alice.pubkey);

  await keyboard.press('Enter');
  await popup.tabTo(button(popup.page, 'Switch, but let the site ask'), 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(popup.who).toHaveText(ines.name);
  await popup.says(`Now ${ines.name} on ${site}, which has to ask first`);
  await expect(popup.search).toBeFocused();
  await expect(popup.search).toHaveValue('');
  const asked = await ready.prompted(() => getPublicKey(page));
  await asked.reject();
  await expect.poll(() => ready.prompts().length).toBe(0);

  await keyboard.press('1');
  await expect(popup.who).toHaveText(alice.name);
  await keyboard.press('2');
  await popup.tabTo(button(popup.page, `Switch to ${isolated(ines.name)}`), 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(popup.who).toHaveText(ines.name);
  await popup.says(`Now ${ines.name} on ${site}`);
  await expect(popup.search).toBeFocused();
  expect(await getPublicKey(page)).toBe(ines.pubkey);
  expect(await pairs()).toBe(0);

  await keyboard.press('3');
  const both = popup.question.getByRole('checkbox', { name: /may be seen together$/ });
  await popup.tabTo(both, 'Shift+Tab');
  await keyboard.press('Space');
  await popup.tabTo(button(popup.page, `Switch to ${isolated(nightjar.name)}`), 'Tab');
  await keyboard.press('Enter');
  await expect(popup.who).toHaveText(nightjar.name);
  expect(await getPublicKey(page)).toBe(nightjar.pubkey);
  expect(await pairs()).toBe(2); // with Alice and with Ines, whom the site knows
});

test('what the dashboard changes for a site is asked about as well', async ({ ready, demo }) => {
  await setUp(ready, demo.url);
  const { origin, host } = new URL(demo.url);
  const sites = await ready.open('options.html#sites');
  const select = sites.getByRole('combobox', { name: `Account on ${host}` });
  const pinned = async () => (await ready.snapshot()).sites.find((site) => site.origin === origin);

  await select.selectOption(ines.name);
  await button(sites, 'Cancel').click();
  await expect(select.locator('option:checked')).toHaveText(alice.name);
  expect((await pinned())?.pubkey).toBe(alice.pubkey);
  await select.selectOption(ines.name);
  await button(sites, `Switch to ${isolated(ines.name)}`).click();
  await expect(select.locator('option:checked')).toHaveText(ines.name);
  expect((await pinned())?.rules.map(({ pubkey }) => pubkey).toSorted()).toEqual(
    [alice.pubkey, ines.pubkey].toSorted(),
  );
});

test('a page that believes in another account is reloaded on a click alone, and the offer can be taken back', async ({
  ready,
  demo,
}) => {
  const { page, popup } = await setUp(ready, demo.url);
  const { keyboard } = popup.page;
  const mark = popup.page.getByText(`This page still thinks you are ${alice.name}.`);
  await expect(mark).toHaveCount(0);
  await popup.switchTo(ines.name, 'site');
  const offer = popup.page.getByRole('region', { name: `This page still thinks you are ${alice.name}.` });
  await expect(offer).toContainText('Reloading loses what you have not sent.');

  await popup.tabTo(button(popup.page, 'Not on this site'), 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(offer).toHaveCount(0);
  await expect(mark).toBeVisible();
  await popup.tabTo(button(popup.page, 'Offer to reload again'), 'Tab');
  await keyboard.press('Enter');
  await expect(offer).toBeVisible();

  await page.evaluate(() => (document.title = 'a draft'));
  await popup.tabTo(button(popup.page, 'Reload the page'), 'Tab');
  const loaded = page.waitForEvent('load');
  expect(await page.title()).toBe('a draft');
  await keyboard.press('Enter');
  await loaded;
  expect(await page.title()).not.toBe('a draft');
  await popup.says('The page is loading again.');
  // the new page has heard of nobody, and to load it anew would change nothing
  await expect(offer).toHaveCount(0);
  await expect(mark).toHaveCount(0);
  expect(await getPublicKey(page)).toBe(ines.pubkey);
  await expect(mark).toHaveCount(0);
});

test('a choice made before it is known what is in the tab waits, and does not count everywhere', async ({
  ready,
  demo,
}) => {
  const { tabId } = await setUp(ready, demo.url);
  const before = (await ready.snapshot()).current;
  const late = new PopupPage(await ready.context.newPage());
  await late.page.addInitScript(() => {
    const { runtime } = (globalThis as unknown as { chrome: { runtime: { sendMessage: unknown } } }).chrome;
    const send = runtime.sendMessage as (message: { method?: string }) => Promise<unknown>;
    const answer = new Promise<void>((resolve) => addEventListener('told', () => resolve()));
    runtime.sendMessage = async (message: { method?: string }) => {
      if (message.method === 'getTab') await answer;
      return send(message);
    };
  });
  await late.page.goto(`chrome-extension://${ready.id}/popup.html?tab=${tabId}`);
  await expect(late.search).toBeFocused();
  await late.page.keyboard.type('ni');
  await late.page.keyboard.press('Enter');
  await late.page.evaluate(() => dispatchEvent(new Event('told')));
  await expect(late.question).toBeVisible();
  expect((await ready.snapshot()).current).toBe(before);
});
