/** The popup by keyboard alone: who one is, where that counts, and locking. */
import { people } from '../../../scripts/demo/people';
import { PASSWORD } from '../facet';
import { PopupPage } from '../pages/popup';
import { expect, test } from '../test';
import { expectFocus, goTo, press } from './keyboard';

const { alice, ines, nightjar } = people;

test('an account is found and chosen for this site, and another one everywhere else', async ({
  ready,
  demo,
}) => {
  for (const { nsec } of [alice, ines, nightjar]) await ready.ui.addSecretKey(nsec);
  const site = await ready.visit(`${demo.url}plain.html`);
  const popup = new PopupPage(await ready.open(`popup.html?tab=${site.tabId}`));
  const { page } = popup;
  await expectFocus(page, 'searchbox', 'Search accounts');
  await page.keyboard.type('ali');
  await expect(popup.rows).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(popup.who).toHaveText(alice.name);
  await expect(popup.row(alice.name)).toBeFocused();
  const { origin } = new URL(demo.url);
  expect(await ready.snapshot()).toMatchObject({
    current: nightjar.pubkey,
    sites: [{ origin, pubkey: alice.pubkey }],
  });

  await goTo(page, 'radio', 'This site', 'Shift+Tab');
  await goTo(page, 'radio', 'Everywhere', 'ArrowRight');
  await goTo(page, 'button', new RegExp(`^${alice.name}`));
  await goTo(page, 'button', new RegExp(`^${ines.name}`), 'ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await ready.snapshot()).current).toBe(ines.pubkey);
  await expect(popup.who).toHaveText(alice.name);
});

test('Facet is locked and unlocked; the menu hands the focus back', async ({ ready }) => {
  await ready.ui.addSecretKey(alice.nsec);
  const { page, rows } = new PopupPage(await ready.open('popup.html'));
  await press(page, 'button', 'More', 'Shift+Tab');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await goTo(page, 'menuitem', /^Log out/, 'ArrowDown');
  await page.keyboard.press('Escape');
  await expectFocus(page, 'button', 'More');

  await press(page, 'button', 'More');
  await goTo(page, 'menuitem', `Log out ${alice.name}…`, 'ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expectFocus(page, 'button', 'More');

  await press(page, 'button', 'Lock now', 'Shift+Tab');
  await expectFocus(page, 'textbox', 'Password');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(1);
  await expectFocus(page, 'searchbox', 'Search accounts');
});
