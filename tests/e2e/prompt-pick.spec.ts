import { people } from '../../scripts/demo/people';
import { expect, test } from './test';
import { getPublicKey, outcome } from './window-nostr';

const { alice, ines } = people;

test('the account that was picked stays picked while other requests come and go', async ({ ready, demo }) => {
  for (const { nsec } of [alice, ines]) await ready.ui.addSecretKey(nsec);
  const first = await ready.visit(`${demo.url}plain.html`);
  const second = await ready.visit(`${demo.otherUrl}plain.html`);
  let key: Promise<string> | undefined;
  const prompt = await ready.prompted(() => (key = getPublicKey(first.page)));
  await prompt.say(alice.name);

  const other = outcome(getPublicKey(second.page));
  await expect(prompt.page.getByText('1 of 2')).toBeVisible();
  await expect(prompt.page.getByRole('radio', { name: alice.name })).toBeChecked();
  await second.page.close();
  await expect(prompt.page.getByText('1 of 2')).toHaveCount(0);
  await expect(prompt.page.getByRole('radio', { name: alice.name })).toBeChecked();

  await prompt.allow();
  expect(await key).toBe(alice.pubkey);
  await other;
});
