/** The dashboard by keyboard alone: accounts, what sites may do, a backup, and when Facet locks. */
import { readFile } from 'node:fs/promises';
import { people } from '../../../scripts/demo/people';
import { PASSWORD } from '../facet';
import { connect } from '../pages/activity';
import { expect, test } from '../test';
import { getPublicKey, outcome, sign } from '../window-nostr';
import { choose, expectFocus, goTo, press, typeInto } from './keyboard';

const { alice, ines } = people;

test('an account is renamed, gets a note, and another one is logged out', async ({ ready }) => {
  for (const { nsec, name } of [alice, ines]) await ready.ui.addSecretKey(nsec, name);
  const page = await ready.open('options.html');
  await press(page, 'button', `Details of ${alice.name}`);
  await press(page, 'button', 'Rename');
  await page.keyboard.type('not this');
  await page.keyboard.press('Escape');
  await expectFocus(page, 'button', 'Rename');
  await page.keyboard.press('Enter');
  await expectFocus(page, 'textbox', 'Name in Facet');
  await page.keyboard.type('Work');
  await page.keyboard.press('Enter');
  await expectFocus(page, 'button', 'Rename');
  await press(page, 'button', 'Add a note');
  await page.keyboard.type('from nine to five');
  await press(page, 'button', 'Save');
  await expectFocus(page, 'button', 'Edit note');
  expect((await ready.snapshot()).accounts[0]).toMatchObject({ nickname: 'Work', note: 'from nine to five' });

  await press(page, 'button', `Details of ${ines.name}`);
  await press(page, 'button', 'Log out…');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alertdialog')).toHaveCount(0); // the focus is back before the browser has said that it is closed
  await expectFocus(page, 'button', 'Log out…');
  await page.keyboard.press('Enter');
  await press(page, 'button', 'Delete the key', 'Shift+Tab');
  await expect.poll(async () => (await ready.snapshot()).accounts.length).toBe(1);
});

test('a rule is added, changed and removed, and the page feels it', async ({ ready, demo }) => {
  await ready.ui.addSecretKey(alice.nsec);
  const site = await connect(ready, `${demo.url}plain.html`);
  const page = await ready.open('options.html');
  await press(page, 'link', 'Sites');
  await press(page, 'button', /^Rules of /);
  await press(page, 'button', 'Add rule…');
  await goTo(page, 'radio', /^(Always|Allow)/);
  await goTo(page, 'radio', 'Never', 'ArrowRight');
  await typeInto(page, 'Kind of event', '1984', 'combobox');
  await choose(page, 'For how long', 'Until I change it');
  await press(page, 'button', 'Save rule');
  await expectFocus(page, 'button', 'Add rule…');
  expect(await outcome(sign(site, { kind: 1984 }))).toBe('a rule of the user rejects this');

  await press(page, 'button', /^Change rule.*Reports/, 'Shift+Tab');
  await typeInto(page, 'Kind of event', '30617', 'combobox');
  await press(page, 'button', 'Save rule');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectFocus(page, 'button', /^Change rule.*Code repositories/);
  expect(await outcome(sign(site, { kind: 30_617 }))).toBe('a rule of the user rejects this');

  await press(page, 'button', /^Remove rule.*Notes/, 'Shift+Tab');
  await (await ready.prompted(() => sign(site))).reject();
  expect(await getPublicKey(site)).toBe(alice.pubkey);
});

test('a backup is saved and checked', async ({ ready }, { outputDir }) => {
  await ready.ui.addSecretKey(alice.nsec);
  const page = await ready.open('options.html#backup');
  await typeInto(page, 'Your Facet password', PASSWORD);
  const downloading = page.waitForEvent('download');
  await press(page, 'button', 'Save backup');
  const path = `${outputDir}/backup.json`;
  await (await downloading).saveAs(path);
  expect(await readFile(path, 'utf8')).not.toContain(alice.hex);
  await expect(page.getByRole('alert').filter({ hasText: 'Saved' })).toBeVisible();

  await goTo(page, 'radio', /^(Check|Restore)$/);
  await goTo(page, 'radio', 'Check', 'ArrowLeft');
  // before the way to the button: a key can overtake the command that keeps the browser's own dialog closed
  const choosing = page.waitForEvent('filechooser');
  await press(page, 'button', 'Choose a backup file');
  await (await choosing).setFiles(path); // from here on it is the browser's own dialog
  await typeInto(page, 'Password of the backup', PASSWORD);
  await press(page, 'button', 'Check backup');
  const report = page.getByRole('region', { name: 'What the check found' });
  await expect(report).toContainText('This backup works.');
  await expect(report.getByRole('heading', { level: 2 })).toBeFocused();
});

test('Facet locks by itself after another time, and at once', async ({ ready }) => {
  await ready.ui.addSecretKey(alice.nsec);
  const page = await ready.open('options.html');
  await press(page, 'link', 'Security');
  await choose(page, /^Lock by itself|^Lock/, '1 hour');
  await press(page, 'button', 'Continue');
  await expectFocus(page, 'textbox', 'Password');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await ready.snapshot()).settings.autoLockMinutes).toBe(60);
  await press(page, 'button', 'Lock now', 'Shift+Tab');
  await expectFocus(page, 'textbox', 'Password');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Security' })).toBeVisible();
});
