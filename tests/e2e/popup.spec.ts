import { people } from '../../scripts/demo/people';
import type { Facet } from './facet';
import { PopupPage } from './pages/popup';
import { expect, test } from './test';
import { getPublicKey } from './window-nostr';

const { alice, ines, nightjar } = people;

async function addThree(facet: Facet): Promise<void> {
  for (const { nsec } of [alice, ines, nightjar]) await facet.ui.addSecretKey(nsec);
}
const order = async (facet: Facet) => (await facet.snapshot()).accounts.map(({ pubkey }) => pubkey);
const current = async (facet: Facet) => (await facet.snapshot()).current;

test('the popup is used from the keyboard alone: search, arrows, Enter, digits, reorder', async ({
  ready,
  relay,
}) => {
  await addThree(ready);
  const popup = new PopupPage(await ready.open('popup.html'));
  const { keyboard } = popup.page;
  await expect(popup.rows).toHaveCount(3);
  await expect(popup.who).toHaveText(nightjar.name);
  await expect(popup.page.getByText('No website in this tab')).toBeVisible();
  expect(relay.connections).toBe(1);

  await expect(popup.search).toBeFocused();

  await keyboard.type('ali');
  await expect(popup.rows).toHaveCount(1);
  await keyboard.press('Enter');
  await expect(popup.who).toHaveText(alice.name);
  await expect(popup.page.getByRole('status').filter({ hasText: `Now ${alice.name}` })).toHaveCount(1);
  expect(await current(ready)).toBe(alice.pubkey);

  await expect(popup.row(alice.name)).toBeFocused();
  await keyboard.press('2');
  await expect(popup.who).toHaveText(ines.name);

  await keyboard.press('Home');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await expect(popup.row(nightjar.name)).toBeFocused();
  await keyboard.press('Enter');
  await expect(popup.who).toHaveText(nightjar.name);

  await keyboard.press('Alt+ArrowUp');
  await expect.poll(() => order(ready)).toEqual([alice.pubkey, nightjar.pubkey, ines.pubkey]);
  await expect(popup.row(nightjar.name)).toBeFocused();

  await keyboard.type('/zeb');
  await expect(popup.page.getByText('No account called “zeb”.')).toBeVisible();
});

test('rows are dragged into another order, which stays', async ({ ready }) => {
  await addThree(ready);
  const popup = new PopupPage(await ready.open('popup.html'));
  await popup.row(nightjar.name).dragTo(popup.row(alice.name), { targetPosition: { x: 100, y: 4 } });
  await expect.poll(() => order(ready)).toEqual([nightjar.pubkey, alice.pubkey, ines.pubkey]);
  await popup.page.reload();
  await expect(popup.rows.first()).toContainText(nightjar.name);
});

test('favourites come first and stay so wherever rows are moved, from the keyboard alone', async ({
  ready,
}) => {
  await addThree(ready);
  const popup = new PopupPage(await ready.open('popup.html'));
  const { page } = popup;
  const choose = async (name: string) => {
    await popup.tabTo(page.getByRole('button', { name: 'More', exact: true }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    const item = page.getByRole('menuitemcheckbox', { name });
    for (
      let presses = 0;
      presses < 10 && !(await item.evaluate((each) => each.matches(':focus')));
      presses += 1
    ) {
      await page.keyboard.press('ArrowDown');
    }
    await expect(item).toBeFocused();
    const before = await item.getAttribute('aria-checked');
    await page.keyboard.press('Enter');
    return before;
  };
  await expect(popup.who).toHaveText(nightjar.name);
  expect(await choose(`Pin ${nightjar.name} to the top`)).toBe('false');
  await popup.says(`${nightjar.name} is pinned to the top`);
  await expect(popup.rows.first()).toContainText(`${nightjar.name} Pinned to the top`);
  expect(await choose(`Skip ${nightjar.name} with the shortcuts`)).toBe('false');
  await popup.says(`The shortcuts skip ${nightjar.name}`);
  expect((await ready.snapshot()).accounts[0]).toMatchObject({ favourite: true, notInCycle: true });

  await popup.tabTo(popup.row(nightjar.name), 'Tab');
  await page.keyboard.press('Alt+ArrowDown'); // nowhere to go: it is the only favourite
  await page.keyboard.press('End');
  await expect(popup.row(ines.name)).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await popup.says(`${ines.name} is now number 2 of 3`);
  await expect(popup.row(ines.name)).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp'); // not before a favourite
  await popup.row(alice.name).dragTo(popup.row(nightjar.name), { targetPosition: { x: 100, y: 4 } });
  await popup.says(`${alice.name} is now number 2 of 3`);
  await expect.poll(() => order(ready)).toEqual([nightjar.pubkey, alice.pubkey, ines.pubkey]);

  expect(await choose(`Pin ${nightjar.name} to the top`)).toBe('true');
  await popup.says(`${nightjar.name} is no longer pinned`);
  await expect(page.getByText('Pinned to the top')).toHaveCount(0);
});

test('a switch counts where the person says: this tab, this site, everywhere', async ({ ready, demo }) => {
  await addThree(ready);
  const url = `${demo.url}plain.html`;
  const one = await ready.visit(url);
  const two = await ready.visit(url);
  const connect = await ready.prompted(() => getPublicKey(one.page));
  await connect.say(alice.name);
  await connect.allow();
  await expect.poll(() => ready.prompts().length).toBe(0);
  const who = () => Promise.all([one, two].map(({ page }) => getPublicKey(page)));
  expect(await who()).toEqual([alice.pubkey, alice.pubkey]);

  const popup = new PopupPage(await ready.open(`popup.html?tab=${one.tabId}`));
  await expect(popup.who).toHaveText(alice.name);
  await popup.switchTo(ines.name, 'tab');
  expect(await who()).toEqual([ines.pubkey, alice.pubkey]);
  await popup.switchTo(ines.name, 'site');
  await expect.poll(who).toEqual([ines.pubkey, ines.pubkey]);

  await popup.page.getByRole('radio', { name: 'Everywhere' }).check();
  await popup.row(alice.name).press('Enter'); // a mouse this quick would press a row that has just moved
  await expect.poll(() => current(ready)).toBe(alice.pubkey);
  await expect(popup.page.getByText(`This site stays ${ines.name}`)).toBeVisible();
  expect(await who()).toEqual([ines.pubkey, ines.pubkey]);
});
