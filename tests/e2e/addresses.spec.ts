import { people } from '../../scripts/demo/people';
import { findInFolder, toTraces } from './disk-search';
import { launchFacet, PASSWORD } from './facet';
import { OnboardingPage } from './pages/onboarding';
import { test } from './profile';
import { expect } from './test';

test('the history of the browser does not say whose relays and earlier copies one looked at', async ({
  profile,
}) => {
  const facet = await launchFacet({ profile });
  await facet.ui.createVault(PASSWORD);
  await facet.ui.setRelays([]);
  const looked = [people.alice, people.ines];
  for (const { nsec, name } of looked) await facet.ui.addSecretKey(nsec, name);
  const page = await facet.open('options.html#relays');
  const addresses: string[] = [];
  for (const { name } of looked) {
    await page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name }).click();
    await expect(page.getByRole('region', { name: 'Where others find this account' })).toBeVisible();
    addresses.push(page.url());
  }
  await page.getByRole('link', { name: 'Accounts', exact: true }).click();
  for (const { name } of looked) {
    await page.getByRole('button', { name: `Details of ${name}` }).click();
    await page.getByRole('link', { name: 'Earlier copies…' }).click();
    const shown = page.getByRole('main').getByLabel('Account', { exact: true });
    await expect(shown.locator('option:checked')).toHaveText(name);
    addresses.push(page.url());
    await page.goBack();
  }
  expect(new Set(addresses).size).toBe(4);
  await page.goBack(); // as before: the relays of the one looked at last
  await expect(page.getByRole('link', { name: people.ines.name })).toHaveAttribute('aria-current', 'true');
  await facet.close();

  const traces = looked.flatMap(({ name, pubkey, npub }) => [
    ...Object.entries(toTraces(`pubkey of ${name}`, pubkey)),
    ...Object.entries(toTraces(`npub of ${name}`, npub)),
  ]);
  expect(await findInFolder(profile, Object.fromEntries(traces))).toEqual([]);
  const control = toTraces('control', new URL(addresses[0] ?? '').hash);
  expect(await findInFolder(profile, control)).not.toEqual([]);
});

test('what is typed and not sent is not in what the browser keeps of its tabs', async ({ profile }) => {
  const NOTE = 'a note that nobody else should read';
  const { alice, ines, nightjar } = people;
  const facet = await launchFacet({ profile });
  await facet.ui.createVault(PASSWORD);
  await facet.ui.setRelays([]);
  await facet.ui.addSecretKey(nightjar.nsec, nightjar.name);
  const typed = new OnboardingPage(await facet.open('onboarding.html#account'));
  await typed.typeKey(alice.nsec);
  await typed.page.getByRole('button', { name: 'Show what I typed' }).click();
  const pasted = await facet.open('onboarding.html#account/import');
  await pasted.getByRole('radio', { name: 'From another signer' }).check();
  await pasted.getByLabel('Keys, or another signer').fill(ines.nsec);
  const noted = await facet.open('options.html#accounts');
  await noted.getByRole('button', { name: `Details of ${nightjar.name}` }).click();
  await noted.getByRole('button', { name: 'Add a note' }).click();
  await noted.getByLabel('Note, seen only by you').fill(NOTE);
  // what was typed is kept when a page goes, for the way back
  for (const page of [typed.page, pasted, noted]) await page.goto(new URL('/manifest.json', page.url()).href);
  await facet.close();
  const traces = {
    ...toTraces('typed key', alice.nsec),
    ...toTraces('pasted key', ines.nsec),
    ...toTraces('note', NOTE),
  };
  expect(await findInFolder(profile, traces)).toEqual([]);
});
