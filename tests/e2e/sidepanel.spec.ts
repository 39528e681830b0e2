import { people } from '../../scripts/demo/people';
import { expect, test } from './test';
import { PopupPage } from './pages/popup';
import { getPublicKey } from './window-nostr';

/** What the functions below find when they run inside a page of Facet. */
declare const chrome: {
  runtime: { getContexts(which: { contextTypes: string[] }): Promise<object[]> };
  windows: { create(how: object): Promise<object> };
};

/** The panel as a tab of the window that it is beside: what it does there is the same. */
test('the panel beside the page follows the tab in front, and stays when one switches', async ({
  ready,
  demo,
}) => {
  const { alice, ines } = people;
  for (const person of [alice, ines]) await ready.ui.addSecretKey(person.nsec, person.name);
  const here = await ready.visit(`${demo.url}plain.html`);
  const prompt = await ready.prompted(() => getPublicKey(here.page));
  await prompt.allow();
  await expect.poll(() => ready.prompts().length).toBe(0);
  const there = await ready.visit(`${demo.otherUrl}plain.html`);
  const panel = new PopupPage(await ready.open('sidepanel.html'));
  const [hereHost, thereHost] = [new URL(demo.url).host, new URL(demo.otherUrl).host];
  const where = panel.page.locator('#where');
  await expect(panel.who).toHaveText(ines.name);

  await here.page.bringToFront();
  await expect(where).toContainText(hereHost);
  await there.page.bringToFront();
  await expect(where).toContainText(thereHost);

  // it switches the tab in front, and is still there for the next one
  await panel.switchTo(alice.name, 'site');
  expect((await ready.ui.getTab(there.tabId)).pubkey).toBe(alice.pubkey);
  await here.page.bringToFront();
  await expect(panel.who).toHaveText(ines.name);
  await expect(where).toContainText(hereHost);

  // another page comes into the tab in front, or none
  await here.page.goto(`${demo.otherUrl}plain.html`);
  await expect(where).toContainText(thereHost);
  await expect(panel.who).toHaveText(alice.name);
  await here.page.goto('about:blank');
  await expect(where).not.toContainText(thereHost);
  await here.page.goBack();
  await expect(where).toContainText(thereHost);

  // what happens in another window is not its business
  const other = ready.context.waitForEvent('page');
  await panel.page.evaluate((url) => chrome.windows.create({ url, focused: true }), `${demo.url}plain.html`);
  await (await other).waitForURL(`${demo.url}plain.html`);
  await (await other).bringToFront();
  expect(await getPublicKey(await other)).toBe(ines.pubkey);
  await expect(where).toContainText(thereHost);
  await there.page.bringToFront();
  await expect(where).toContainText(thereHost);
});

test('the panel fills its height, and is whole at 320 pixels and wide', async ({ ready }) => {
  for (const person of [people.alice, people.ines]) await ready.ui.addSecretKey(person.nsec, person.name);
  const panel = new PopupPage(await ready.open('sidepanel.html'));
  await expect(panel.who).toHaveText(people.ines.name);
  for (const [width, height] of [
    [320, 900],
    [320, 500],
    [720, 900],
  ] as const) {
    await panel.page.setViewportSize({ width, height });
    const size = () =>
      panel.page.evaluate(() => {
        const { width: wide, height: high } = document.querySelector('main')!.getBoundingClientRect();
        const { scrollWidth, scrollHeight } = document.documentElement;
        return [wide, high, scrollWidth, scrollHeight];
      });
    await expect.poll(size).toEqual([width, height, width, height]);
  }
});

test.describe('with a panel that stays open', () => {
  test.use({ fresh: true });

  test('the menu of the popup opens it, and has no such item in the panel itself', async ({ ready }) => {
    await ready.ui.addSecretKey(people.ines.nsec, people.ines.name);
    const more = async (path: string) => {
      const { page } = new PopupPage(await ready.open(path));
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Settings' }).waitFor();
      return page.getByRole('menuitem', { name: 'Open beside the page' });
    };
    const item = await more('popup.html');
    const panels = () =>
      item
        .page()
        .evaluate(async () => (await chrome.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] })).length);
    expect(await panels()).toBe(0);
    await item.click();
    await expect.poll(panels).toBe(1);
    await expect(await more('sidepanel.html')).toHaveCount(0);
  });
});
