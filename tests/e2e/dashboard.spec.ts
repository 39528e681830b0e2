import { decrypt } from 'nostr-tools/nip49';
import { people } from '../../scripts/demo/people';
import { PASSWORD, type Facet } from './facet';
import { expect, test } from './test';
import { getPublicKey, outcome, sign } from './window-nostr';

const { alice, ines } = people;

async function addTwo(facet: Facet): Promise<void> {
  for (const { nsec } of [alice, ines]) await facet.ui.addSecretKey(nsec);
}

test('accounts are listed, switched by button and by the select, renamed, recoloured, backed up, logged out', async ({
  ready,
}) => {
  await addTwo(ready);
  const page = await ready.open('options.html');
  const rows = page.locator('tbody[data-pubkey]');
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: ines.name })).toContainText(String(ines.follows));

  await page.getByRole('button', { name: `Switch to ${alice.name}` }).click();
  await expect.poll(async () => (await ready.snapshot()).current).toBe(alice.pubkey);
  await page.getByLabel('Everywhere you are').selectOption({ label: ines.name });
  await expect.poll(async () => (await ready.snapshot()).current).toBe(ines.pubkey);

  await page.getByRole('button', { name: `Details of ${alice.name}` }).click();
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByLabel('Name in Facet').fill('Work');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(rows.filter({ hasText: 'Work' })).toHaveCount(1);
  await page.getByRole('radio', { name: 'Rose' }).check({ force: true });
  await expect
    .poll(async () => (await ready.snapshot()).accounts[0])
    .toMatchObject({ nickname: 'Work', accent: 'rose' });

  await page.getByRole('button', { name: 'Back up…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Show the encrypted key' }).click();
  const ncryptsec = await dialog.getByText(/^ncryptsec1/).innerText();
  expect(Buffer.from(decrypt(ncryptsec.trim(), PASSWORD)).toString('hex')).toBe(alice.hex);
  await expect(rows.filter({ hasText: 'Work' })).toContainText('Not backed up');
  await dialog.getByRole('button', { name: 'Check my copy…' }).click();
  await dialog.getByLabel('Encrypted key, from where you keep it').fill(ncryptsec);
  await dialog.getByLabel('Its password').fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Check this copy' }).click();
  await expect(dialog.getByText('This copy works.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(rows.filter({ hasText: 'Work' })).toContainText('Saved');

  await page.getByRole('button', { name: 'Log out…', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Log out', exact: true }).click();
  await expect(rows).toHaveCount(1);
  await expect(page.getByLabel('Everywhere you are')).toHaveCount(0);
});

test('sites show who is connected as whom with its rules, and a rule or a site can be taken back', async ({
  ready,
  demo,
}) => {
  await addTwo(ready);
  const site = await ready.visit(`${demo.url}plain.html`);
  const connect = await ready.prompted(() => getPublicKey(site.page));
  await connect.say('Everyday posts too');
  await connect.allow();
  await expect.poll(() => ready.prompts().length).toBe(0);
  await sign(site.page);

  const page = await ready.open('options.html#sites');
  const host = new URL(demo.url).host;
  await page.getByRole('button', { name: new RegExp(`^Rules of .*${host}$`) }).click();
  const removing = page.getByRole('button', { name: /^Remove rule: Notes/ });
  await removing.click();
  await expect(removing).toHaveCount(0);
  const prompt = await ready.prompted(() => sign(site.page));
  await prompt.reject();

  await page.getByLabel(new RegExp(`^Account on .*${host}$`)).selectOption({ label: alice.name });
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Switch to / })
    .click();
  await expect.poll(() => getPublicKey(site.page)).toBe(alice.pubkey);

  await page.getByRole('button', { name: 'Disconnect…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect(page.getByText('No site knows you yet.')).toBeVisible();
  const key = outcome(getPublicKey(site.page));
  await (await ready.nextPrompt()).reject();
  expect(await key).toBe('User rejected');
});

test('the list of relays is edited, and a wrong address changes nothing', async ({ ready, relay }) => {
  await addTwo(ready);
  const page = await ready.open('options.html#relays');
  await expect(page.getByText('Connected')).toBeVisible();
  await page.getByLabel('Address of a relay').fill('http://relay.example');
  await page.getByRole('button', { name: 'Add relay' }).click();
  await expect(page.getByText('A relay begins with wss://')).toBeVisible();
  expect((await ready.snapshot()).settings.relays).toEqual([relay.url]);

  await page.getByLabel('Address of a relay').fill('wss://relay.example');
  await page.getByRole('button', { name: 'Add relay' }).click();
  await expect
    .poll(async () => (await ready.snapshot()).settings.relays)
    .toEqual([relay.url, 'wss://relay.example/']);
  await page.getByRole('button', { name: 'Remove relay.example' }).click();
  await expect.poll(async () => (await ready.snapshot()).settings.relays).toEqual([relay.url]);
});
