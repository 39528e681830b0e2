/** Where the focus is after what had it has gone: in its place, never with the page as a whole. */
import { people } from '../../../scripts/demo/people';
import { connect } from '../pages/activity';
import { expect, test } from '../test';
import { expectFocus, press } from './keyboard';

const { alice, ines, nightjar } = people;

test('after an account was logged out the next one has the focus, after the last one what adds one', async ({
  ready,
}) => {
  for (const { nsec, name } of [alice, ines, nightjar]) await ready.ui.addSecretKey(nsec, name);
  const page = await ready.open('options.html');
  const logOut = async (name: string, key?: 'Shift+Tab') => {
    await press(page, 'button', `Details of ${name}`, key);
    await press(page, 'button', 'Log out…');
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await press(page, 'button', 'Delete the key', 'Shift+Tab');
    await expect(page.getByRole('alertdialog')).toHaveCount(0);
  };
  await logOut(ines.name);
  await expectFocus(page, 'button', `Details of ${nightjar.name}`);
  await logOut(nightjar.name);
  await expectFocus(page, 'button', `Details of ${alice.name}`);
  await logOut(alice.name);
  await expectFocus(page, 'button', 'Add account');
});

test('after a rule was removed the next one has the focus, after a site was disconnected the next one', async ({
  ready,
  demo,
}) => {
  await ready.ui.addSecretKey(alice.nsec);
  await ready.ui.setSiteAccount('https://notes.example', alice.pubkey);
  await connect(ready, `${demo.url}plain.html`);
  const page = await ready.open('options.html#sites');
  const { host } = new URL(demo.url);
  await press(page, 'button', `Rules of ${host}`);
  await press(page, 'button', /^Remove rule.*Notes/);
  await expect(page.getByRole('button', { name: /^Remove rule.*Notes/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Change rule: Reposts/ }).first()).toBeFocused();
  await press(page, 'button', 'Disconnect…');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await press(page, 'button', 'Disconnect', 'Shift+Tab');
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await expectFocus(page, 'combobox', 'Account on notes.example');
});

test('after an entry of a list was removed the next one has the focus, after the last one what stands there', async ({
  ready,
}) => {
  for (const host of ['one', 'two']) await ready.ui.addLinkClient(`https://${host}.example/{}`);
  await ready.ui.setRelays(['wss://one.example/', 'wss://two.example/']);
  for (const host of ['one', 'two']) await ready.ui.setAppears(`https://${host}.example`, false);

  const page = await ready.open('options.html#links');
  await press(page, 'button', 'Remove one.example');
  await expectFocus(page, 'radio', /^two.example/);
  await press(page, 'button', 'Remove two.example');
  await expectFocus(page, 'radio', /browser/i);

  await page.goto(page.url().replace('#links', '#relays'));
  await press(page, 'button', 'Remove one.example');
  await expectFocus(page, 'button', /about two.example/i);
  await press(page, 'button', 'Remove two.example');
  await expectFocus(page, 'textbox', /relay/i);

  await page.goto(page.url().replace('#relays', '#sites'));
  await press(page, 'button', 'Use Facet on one.example');
  await expectFocus(page, 'button', 'Use Facet on two.example');
});

test('a key that is held down removes one entry, not all that come in its place', async ({ ready }) => {
  for (const host of ['one', 'two', 'three']) await ready.ui.setAppears(`https://${host}.example`, false);
  const page = await ready.open('options.html#sites');
  await press(page, 'button', 'Use Facet on one.example');
  await expectFocus(page, 'button', 'Use Facet on three.example');
  await page.keyboard.down('Enter');
  await expectFocus(page, 'button', 'Use Facet on two.example');
  await page.keyboard.down('Enter'); // again without a keyup: the browser takes it for a repetition
  await page.keyboard.up('Enter');
  const { appearance } = await ready.ui.setAppears('https://four.example', false); // comes after what the key did
  expect(appearance?.hidden).toEqual(['https://two.example', 'https://four.example']);
  await page.keyboard.press('Enter');
  await expectFocus(page, 'button', 'Use Facet on four.example');
});

test('after an account was logged out in the popup its menu has the focus, after the last one the first button', async ({
  ready,
}) => {
  for (const { nsec, name } of [alice, ines]) await ready.ui.addSecretKey(nsec, name);
  const page = await ready.open('popup.html');
  for (const { name } of [ines, alice]) {
    await press(page, 'button', 'More', 'Shift+Tab');
    await page.getByRole('menuitem', { name: `Log out ${name}…` }).press('Enter');
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await press(page, 'button', 'Delete the key', 'Shift+Tab');
    await expect(page.getByRole('alertdialog')).toHaveCount(0);
    if (name === ines.name) await expectFocus(page, 'button', 'More');
  }
  await expectFocus(page, 'button', 'Lock now');
});
