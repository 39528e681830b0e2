import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { people } from '../../scripts/demo/people';
import { findInFolder, toTraces } from './disk-search';
import { launchFacet, PASSWORD, type Facet } from './facet';
import { BackupPage } from './pages/backup';
import { OnboardingPage } from './pages/onboarding';
import { expect, test } from './test';
import { getPublicKey, isVerified, sign } from './window-nostr';

const { alice, ines, nightjar } = people;
const FILE_PASSWORD = 'kept in another place';
const OTHER_PASSWORD = 'another vault, another word';

const openBackup = async (facet: Facet) => new BackupPage(await facet.open('options.html#backup'));

test('a backup is saved, restored in a new browser by way of the first steps, and its accounts sign there', async ({
  ready,
  relay,
  demo,
}) => {
  test.setTimeout(120_000);
  for (const { nsec } of [alice, ines]) await ready.ui.addSecretKey(nsec);
  await ready.ui.addWatchOnly(nightjar.npub);
  await ready.ui.renameAccount(ines.pubkey, 'Work');
  const { page } = await ready.visit(`${demo.url}plain.html`);
  const connect = await ready.prompted(() => getPublicKey(page));
  await connect.say(alice.name);
  await connect.allow();
  await expect.poll(() => ready.prompts().length).toBe(0);
  await ready.ui.setAppears('https://hidden.example', false);
  await ready.ui.setLinkClient('browser');

  const saving = await openBackup(ready);
  await expect(saving.page.getByRole('link', { name: 'Backup' })).toContainText('2');
  const { name, text } = await saving.save(PASSWORD, FILE_PASSWORD);
  expect(name).toMatch(/^facet-backup-\d{4}-\d\d-\d\d\.json$/);
  await expect(saving.page.getByText(`Saved as ${name}.`)).toBeVisible();
  await expect(saving.page.getByRole('link', { name: 'Backup' })).toContainText('2');

  const second = await launchFacet();
  try {
    const onboarding = new OnboardingPage(await second.open('onboarding.html'));
    await onboarding.choosePassword(OTHER_PASSWORD);
    await onboarding.page.getByRole('link', { name: 'Restore a backup' }).click();
    const restoring = new BackupPage(onboarding.page);
    await restoring.use('Restore', text, PASSWORD);
    await expect(restoring.page.getByText('This password does not open the file.')).toBeVisible();
    await restoring.use('Restore', text, FILE_PASSWORD);
    await expect(restoring.row('Work')).toContainText('New here');
    await restoring.page.getByRole('button', { name: 'Restore 3 accounts' }).click();
    await expect(restoring.page.getByText('What you chose from the backup is here now.')).toBeVisible();
    for (const line of [
      '3 accounts',
      '1 permission',
      '1 site with your account on it',
      'Relays and settings',
    ]) {
      await expect(restoring.page.getByRole('listitem').filter({ hasText: line })).toBeVisible();
    }
    await expect(restoring.page.getByText('On which sites Facet appears')).toBeVisible();
    await expect(restoring.page.getByText('What opens nostr: links')).toBeVisible();
    expect(await second.snapshot()).toMatchObject({
      appearance: { hidden: ['https://hidden.example'] },
      links: { client: 'browser' },
    });
    const { accounts, settings, sites } = await second.snapshot();
    expect(accounts.map(({ pubkey, kind, backedUp }) => [pubkey, kind, backedUp])).toEqual([
      [alice.pubkey, 'secret-key', true],
      [ines.pubkey, 'secret-key', true],
      [nightjar.pubkey, 'watch-only', true],
    ]);
    expect(settings.relays).toEqual([relay.url]);
    expect(sites.map(({ origin }) => origin)).toEqual([new URL(demo.url).origin]);

    const site = await second.visit(`${demo.url}plain.html`);
    expect(await getPublicKey(site.page)).toBe(alice.pubkey); // connected already, by the rule in the backup
    let signed: ReturnType<typeof sign> | undefined;
    const prompt = await second.prompted(() => (signed = sign(site.page, { content: 'back again' })));
    await prompt.allow();
    const event = await signed;
    expect(event && isVerified(event) && event.pubkey).toBe(alice.pubkey);
  } finally {
    await second.close();
  }
});

test('the drill marks what the file would bring back, names what it would not, and a damaged file changes nothing', async ({
  ready,
}) => {
  await ready.ui.addSecretKey(alice.nsec, alice.name);
  const { text } = await ready.ui.createBackup(PASSWORD);
  await ready.ui.addSecretKey(ines.nsec, ines.name);
  const backup = await openBackup(ready);
  const pill = backup.page.getByRole('link', { name: 'Backup' });

  await backup.use('Check', text.replace('"version": 1', '"version": 2'), PASSWORD);
  await expect(backup.page.getByText('This backup was made by a newer Facet.')).toBeVisible();
  await backup.use('Check', text.slice(0, -100), PASSWORD);
  await expect(backup.page.getByText('This is not a backup of Facet, or it is damaged.')).toBeVisible();
  await expect(pill).toContainText('2');

  await backup.use('Check', text, PASSWORD);
  await expect(backup.row(alice.name)).toContainText('Works');
  await expect(backup.page.getByText(`Not in this backup: ${ines.name}.`)).toBeVisible();
  await expect(pill).toContainText('1');
  expect((await ready.snapshot()).accounts.map(({ backedUp }) => backedUp)).toEqual([true, false]);
});

test.describe('with a clock of the test', () => {
  test.use({ fresh: true });

  test('the private key is shown after the password and gone after a minute, on a click, and when the page is hidden', async ({
    ready,
  }) => {
    await ready.ui.addSecretKey(alice.nsec, alice.name);
    const page = await ready.open('options.html');
    await page.clock.install();
    await page.reload();
    await page.getByRole('button', { name: `Details of ${alice.name}` }).click();
    await page.getByRole('button', { name: 'Show private key…' }).click();
    const dialog = page.getByRole('dialog');
    const key = page.getByText(alice.nsec);
    const reveal = async (password: string) => {
      await dialog.getByLabel('Password', { exact: true }).fill(password);
      await dialog.getByRole('button', { name: 'Show for 60 seconds' }).click();
    };
    await reveal('not the password');
    await expect(dialog.getByText('That is not the password.')).toBeVisible();
    await reveal(PASSWORD);
    await expect(key).toBeVisible();
    await page.clock.runFor(58_000);
    await expect(key).toBeVisible();
    await page.clock.runFor(3_000);
    await expect(key).toHaveCount(0);
    expect(await page.content()).not.toContain(alice.nsec);

    await reveal(PASSWORD);
    await dialog.getByRole('button', { name: 'Hide now' }).click();
    await expect(key).toHaveCount(0);

    await reveal(PASSWORD);
    await expect(key).toBeVisible();
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await expect(key).toHaveCount(0);
    expect((await ready.snapshot()).accounts.map(({ backedUp }) => backedUp)).toEqual([false]);
  });
});

test('no password of a backup and no key that was revealed is anywhere in the profile folder', async ({
  relay,
}) => {
  const profile = await mkdtemp(join(tmpdir(), 'facet-profile-'));
  try {
    const facet = await launchFacet({ profile });
    await facet.ui.createVault(PASSWORD);
    await facet.ui.setRelays([relay.url]);
    await facet.ui.addSecretKey(alice.hex, alice.name);
    const backup = await openBackup(facet);
    const { text } = await backup.save(PASSWORD, FILE_PASSWORD);
    await facet.ui.logoutAll();
    await backup.use('Restore', text, FILE_PASSWORD);
    await backup.page.getByRole('button', { name: 'Restore 1 account' }).click();
    await expect(backup.page.getByText('What you chose from the backup is here now.')).toBeVisible();
    const page = await facet.open('options.html');
    await page.getByRole('button', { name: `Details of ${alice.name}` }).click();
    await page.getByRole('button', { name: 'Show private key…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Show for 60 seconds' }).click();
    await expect(page.getByText(alice.nsec)).toBeVisible();
    await facet.close();

    const secrets = {
      ...toTraces('key', alice.secretKey),
      ...toTraces('nsec', alice.nsec),
      ...toTraces('hex', alice.hex),
      ...toTraces('password', PASSWORD),
      ...toTraces('password of the file', FILE_PASSWORD),
    };
    // the search itself must work: the name of the extension's own page is in the profile
    expect(await findInFolder(profile, toTraces('page', 'options.html'))).not.toEqual([]);
    expect(await findInFolder(profile, secrets)).toEqual([]);
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
