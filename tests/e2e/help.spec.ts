import { people } from '../../scripts/demo/people';
import { expect, test } from './test';
import { outcome, getPublicKey, sign } from './window-nostr';

test('what a word means is opened, read and closed by keyboard alone, and the focus is where it was', async ({
  ready,
}) => {
  await ready.ui.addSecretKey(people.alice.nsec);
  const page = await ready.open('options.html#relays');
  const button = page.getByRole('button', { name: 'What is “Relay”?' });
  const said = page.getByRole('status').getByText('A server that keeps what people post');
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(said).toBeVisible();
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Escape');
  await expect(said).toHaveCount(0);
  await expect(button).toBeFocused();

  await page.keyboard.press('Space');
  await expect(said).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(said).toHaveCount(0);

  await button.click();
  await expect(said).toBeVisible();
  await page.getByRole('heading', { name: 'Relays', exact: true }).click();
  await expect(said).toHaveCount(0);
});

test('in a prompt the first Escape closes what a word means, the next one rejects; saying no has the focus first', async ({
  ready,
  demo,
}) => {
  await ready.ui.addSecretKey(people.alice.nsec);
  const { page } = await ready.visit(`${demo.url}plain.html`);
  const connect = await ready.prompted(() => getPublicKey(page));
  await connect.allow();
  let signed: Promise<unknown> | undefined;
  const prompt = await ready.prompted(() => (signed = outcome(sign(page))));
  await expect(prompt.page.getByRole('button', { name: 'Reject' })).toBeFocused();
  const button = prompt.page.getByRole('button', { name: 'What is “Raw event”?' });
  await button.focus();
  await prompt.page.keyboard.press('Enter');
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await prompt.page.keyboard.press('Escape');
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  expect(await ready.ui.getPrompts()).toHaveLength(1);
  await prompt.escape();
  expect(await signed).toBe('User rejected');
});
