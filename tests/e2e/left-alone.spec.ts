/** A secret that somebody typed and walked away from is not there for whoever comes next. */
import { expect, test } from './test';

const MINUTE = 60_000;

test.use({ fresh: true }); // as its clock is set

test('a password stays in its field for two minutes after the last key or press, and no longer', async ({
  ready,
}) => {
  const page = await ready.open('options.html#security');
  await page.clock.install();
  await page.getByRole('button', { name: 'Change password…' }).click();
  const field = page.getByRole('textbox', { name: 'Password until now' });
  await field.fill('typed and left');
  await page.clock.fastForward(1.5 * MINUTE);
  await page.keyboard.press('Shift');
  await page.clock.fastForward(1.5 * MINUTE);
  await expect(field).toHaveValue('typed and left');
  await page.clock.fastForward(MINUTE);
  await expect(field).toHaveValue('');
});

test('what is shown of it is covered when the page is hidden', async ({ ready }) => {
  const page = await ready.open('options.html#security');
  await page.getByRole('button', { name: 'Change password…' }).click();
  const field = page.getByRole('textbox', { name: 'Password until now' });
  await field.fill('typed and shown');
  await page.getByRole('button', { name: 'Show password' }).first().click();
  await expect(field).toHaveAttribute('type', 'text');
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect(field).toHaveAttribute('type', 'password');
  await expect(field).toHaveValue('typed and shown');
});
