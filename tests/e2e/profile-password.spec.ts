import type { Page } from '@playwright/test';
import { people } from '../../scripts/demo/people';
import { PASSWORD } from './facet';
import { expect, test } from './test';
import { isVerified } from './window-nostr';

const { alice, ines } = people;

/** Opens the details of an account and makes it one that always asks the password. */
async function alwaysAsk(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Details of ${name}` }).click();
  const always = page.getByRole('switch', { name: /Always ask the password/ });
  await always.click();
  await expect(always).toBeChecked();
}

test('the profile of an account that always asks the password is published with it alone, and a wrong one loses nothing', async ({
  ready,
  relay,
}) => {
  for (const { nsec } of [alice, ines]) await ready.ui.addSecretKey(nsec);
  const known = async () => (await ready.snapshot()).accounts.map(({ name }) => name);
  const page = await ready.open('options.html');
  await expect.poll(known).toEqual([alice.name, ines.name]);
  const profiles = () => relay.events({ kinds: [0], authors: [alice.pubkey] });
  const before = profiles();
  const total = relay.events().length;

  await alwaysAsk(page, alice.name);
  await page.getByRole('button', { name: 'Edit profile…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('About').fill('Typed once.');
  await dialog.getByLabel('Website').fill('https://alice.example');
  await dialog.getByRole('button', { name: 'See what changes' }).click();
  const publish = dialog.getByRole('button', { name: /^Publish as / });
  const password = dialog.getByLabel(/^Your password/);
  await expect(publish).toHaveAttribute('aria-disabled', 'true');

  await password.fill('correct horse batterx');
  await publish.click();
  await expect(dialog.getByRole('alert')).toHaveText('That is not the password.');
  await expect(dialog.locator('.changes')).toContainText('Typed once.');
  await expect(dialog.locator('.changes')).toContainText('https://alice.example');
  await dialog.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(dialog.getByLabel('About')).toHaveValue('Typed once.');
  await expect(dialog.getByLabel('Website')).toHaveValue('https://alice.example');
  expect(relay.events()).toHaveLength(total);
  expect(profiles()).toEqual(before);
  expect((await ready.snapshot()).outbox).toEqual([]);

  await dialog.getByRole('button', { name: 'See what changes' }).click();
  await password.fill(PASSWORD);
  await publish.click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => profiles()[0]?.id).not.toBe(before[0]?.id);
  const [published] = profiles();
  expect(published && isVerified(published) && published.pubkey).toBe(alice.pubkey);
  expect(JSON.parse(published?.content ?? '')).toEqual({
    ...(JSON.parse(before[0]?.content ?? '') as object),
    about: 'Typed once.',
    website: 'https://alice.example',
  });
  await expect.poll(async () => (await ready.snapshot()).outbox).toEqual([]);
});
