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
  await popup.row(alice.name).click();
  await expect.poll(() => current(ready)).toBe(alice.pubkey);
  await expect(popup.page.getByText(`This site stays ${ines.name}`)).toBeVisible();
  expect(await who()).toEqual([ines.pubkey, ines.pubkey]);
});
