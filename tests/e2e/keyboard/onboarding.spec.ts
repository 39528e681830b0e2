/** The first minutes with Facet, by keyboard alone. */
import { people } from '../../../scripts/demo/people';
import { PASSWORD } from '../facet';
import { expect, test } from '../test';
import { expectFocus, goTo, press, typeInto } from './keyboard';

const { alice } = people;

test('a password and a new account, from the first page to the last', async ({ facet }) => {
  const page = await facet.open('onboarding.html');
  await expectFocus(page, 'textbox', 'Password');
  await page.keyboard.type(PASSWORD);
  await typeInto(page, 'Once more', PASSWORD);
  await press(page, 'button', 'Continue');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused(); // read out, as the button is gone

  await goTo(page, 'radio', 'I have one');
  await goTo(page, 'radio', 'Create new', 'ArrowLeft');
  await typeInto(page, 'Name, seen only by you', 'Otter');
  await press(page, 'button', 'Create account');
  await press(page, 'button', 'Do not publish');
  await expect(page.getByRole('heading', { level: 1, name: 'Hello, Otter' })).toBeFocused();
  const closed = page.waitForEvent('close');
  await goTo(page, 'button', 'Start browsing');
  await page.keyboard.press('Enter').catch(() => undefined); // the page may be gone before the key is up
  await closed;
  expect((await facet.snapshot()).accounts).toMatchObject([{ name: 'Otter' }]);
});

test('a key that somebody has is brought in', async ({ ready }) => {
  const page = await ready.open('onboarding.html#account');
  await typeInto(page, 'Key, words or bunker link', alice.nsec);
  await press(page, 'button', 'Add account');
  await expect(page.getByRole('heading', { level: 1, name: /^Hello/ })).toBeVisible();
  expect((await ready.snapshot()).current).toBe(alice.pubkey);
});
