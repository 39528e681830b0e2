import { people } from '../../../scripts/demo/people';
import { PASSWORD } from '../facet';
import { expect, test } from './test';

/** What the functions below find when they run inside a page of Facet. */
declare const browser: {
  extension: { getViews(which: { type: 'sidebar' }): Window[] };
  action: { getTitle(which: { tabId: number }): Promise<string> };
  contextMenus: { update(item: string, change: object): Promise<void> };
  runtime: { getManifest(): { sidebar_action: object } };
};

test('the menu of the button is there, also after the event page was stopped', async ({ firefox }) => {
  const { caller } = firefox;
  const isThere = (item: string) =>
    caller.evaluate(
      (id) =>
        browser.contextMenus.update(id, {}).then(
          () => true,
          () => false,
        ),
      item,
    );
  const items = ['next-account', 'previous-account', 'choose', 'panel', 'lock-now'];
  const present = () => Promise.all([...items, 'another'].map(isThere));
  const all = [true, true, true, true, true, false];
  await expect.poll(present).toEqual(all);
  await firefox.stopEventPage();
  await expect.poll(present).toEqual(all);
});

test('the button of each tab says who you are there', async ({ readyFirefox: facet, demo }) => {
  const { ines } = people;
  await facet.ui.addSecretKey(ines.nsec, ines.name);
  const titleOf = (tabId: number) =>
    facet.caller.evaluate((tab) => browser.action.getTitle({ tabId: tab }), tabId);
  const url = `${demo.url}plain.html`;
  const { host } = new URL(url);
  const { page, tabId } = await facet.visit(url);
  await expect.poll(() => titleOf(tabId)).toBe(`Facet: ${host} is not connected; you would be ${ines.name}`);
  const prompt = await facet.prompted(() => page.evaluate(() => nostr.getPublicKey()));
  await prompt.allow();
  await facet.promptCloses();
  await expect.poll(() => titleOf(tabId)).toBe(`Facet: you are ${ines.name} on ${host}`);
  await page.goto('about:blank');
  await expect.poll(() => titleOf(tabId)).toBe(`Facet: you are ${ines.name}`);
  await page.goBack();
  await expect.poll(() => titleOf(tabId)).toBe(`Facet: you are ${ines.name} on ${host}`);
  await facet.stopEventPage();
  await facet.ui.lock();
  await expect.poll(() => titleOf(tabId)).toBe('Facet: locked');
  await facet.ui.unlock(PASSWORD);
  await expect.poll(() => titleOf(tabId)).toBe(`Facet: you are ${ines.name} on ${host}`);
});

test('the switcher is a sidebar that does not open by itself', async ({ readyFirefox: facet }) => {
  await facet.ui.addSecretKey(people.ines.nsec, people.ines.name);
  const panel = await facet.open('sidepanel.html');
  await panel.says(people.ines.name);
  const sidebar = await facet.caller.evaluate(() => browser.runtime.getManifest().sidebar_action);
  expect(sidebar).toMatchObject({ open_at_install: false });
});

test('the sidebar that Firefox shows beside the page switches the tab in front by keys, and its button follows', async ({
  readyFirefox: facet,
  demo,
}) => {
  const { alice, ines } = people;
  for (const { nsec, name } of [alice, ines]) await facet.ui.addSecretKey(nsec, name);
  // the protocol opens Firefox's menu from a page of its own, which comes to the front
  expect(await facet.openSidebar()).toBe(true);
  const { page, tabId } = await facet.visit(`${demo.url}plain.html`);
  await page.bringToFront();
  const read = (selector: string) =>
    facet.caller.evaluate((wanted) => {
      const [sidebar] = browser.extension.getViews({ type: 'sidebar' });
      return sidebar?.document.querySelector(wanted)?.textContent;
    }, selector);
  await expect.poll(() => read('#who')).toBe(ines.name);
  await expect.poll(() => read('#where')).toContain(new URL(demo.url).host);
  // keys sent to the window do not reach this page by the protocol: it is handed what a keyboard would bring
  const { accounts } = await facet.ui.getSnapshot();
  const digit = String(accounts.findIndex(({ pubkey }) => pubkey === alice.pubkey) + 1);
  await facet.caller.evaluate((key) => {
    const [sidebar] = browser.extension.getViews({ type: 'sidebar' });
    sidebar?.document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
    );
  }, digit);
  await expect.poll(() => read('#who')).toBe(alice.name);
  expect(await facet.ui.getTab(tabId)).toMatchObject({
    pubkey: alice.pubkey,
    choices: { site: alice.pubkey },
  });
  const titleOf = () => facet.caller.evaluate((tab) => browser.action.getTitle({ tabId: tab }), tabId);
  await expect.poll(titleOf).toContain(alice.name);
});
