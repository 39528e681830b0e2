import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Event } from 'nostr-tools/pure';
import { people } from '../../../scripts/demo/people';
import { PASSWORD } from '../facet';
import { BackupPage } from '../pages/backup';
import { isVerified } from '../window-nostr';
import { FirefoxBackupPage } from './backup-page';
import type { FirefoxFacet } from './firefox';
import { expect, test as base } from './test';

const { alice, ines } = people;
const NAME = 'Äda 🦊';
const FILE_PASSWORD = 'kept in another place';
const RESTORED = 'What you chose from the backup is here now.';

/** With a folder for the files, which is where Firefox saves its downloads. */
const test = base.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'facet-backups-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  options: async ({ folder }, use) => {
    await use({ downloads: folder });
  },
});

/** Connects a website in Firefox, and has it sign. */
async function signOnce(facet: FirefoxFacet, url: string): Promise<Event> {
  const { page } = await facet.visit(`${url}plain.html`);
  let key: Promise<string> | undefined;
  const connect = await facet.prompted(() => (key = page.evaluate(() => window.nostr.getPublicKey())));
  await connect.allow();
  await key;
  await facet.promptCloses();
  const draft = { kind: 1, content: 'from the other browser', tags: [] };
  let signed: Promise<Event> | undefined;
  const prompt = await facet.prompted(
    () => (signed = page.evaluate((given) => window.nostr.signEvent(given), draft)),
  );
  await prompt.allow();
  return signed as Promise<Event>; // the prompt came of it
}

/** The text of a download, as soon as all of it is there: Firefox puts an empty file in its place first. */
async function readDownload(path: string): Promise<string> {
  let text = '';
  const read = async () => {
    text = await readFile(path, 'utf8').catch(() => '');
    return isJson(text);
  };
  await expect.poll(read, { message: 'the file is saved' }).toBe(true);
  return text;
}

/** The beginning of an object is none. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('a backup saved in Chromium is restored in Firefox, and the other way round, by clicks alone', async ({
  ready,
  readyFirefox,
  demo,
  folder,
}) => {
  test.setTimeout(180_000); // two browsers at once
  const inChromium = new BackupPage(await ready.open('options.html#backup'));
  const inFirefox = new FirefoxBackupPage((await readyFirefox.open('options.html#backup')).page);

  await ready.ui.addSecretKey(alice.nsec, NAME);
  const fromChromium = await inChromium.save(PASSWORD, FILE_PASSWORD);
  const path = join(folder, `chromium-${fromChromium.name}`);
  await writeFile(path, fromChromium.text);
  await inFirefox.look(path, PASSWORD);
  await inFirefox.says('This password does not open the file.');
  await inFirefox.look(path, FILE_PASSWORD);
  await inFirefox.says('What is in this backup');
  expect(await inFirefox.row(NAME)).toContain('New here');
  expect((await readyFirefox.ui.getSnapshot()).accounts).toEqual([]);
  await inFirefox.press('button', 'Restore 1 account');
  await inFirefox.says(RESTORED);
  expect((await readyFirefox.ui.getSnapshot()).accounts).toMatchObject([
    { pubkey: alice.pubkey, name: NAME, kind: 'secret-key', backedUp: true },
  ]);
  const event = await signOnce(readyFirefox, demo.url);
  expect(isVerified(event) && event.pubkey).toBe(alice.pubkey);

  await readyFirefox.ui.addSecretKey(ines.nsec, 'Ines');
  const name = await inFirefox.save(PASSWORD, FILE_PASSWORD);
  expect(name).toMatch(/^facet-backup-\d{4}-\d\d-\d\d\.json$/);
  const fromFirefox = await readDownload(join(folder, name));
  await inChromium.use('Check', fromFirefox, FILE_PASSWORD);
  await expect(inChromium.row(NAME)).toContainText('Works');
  await expect(inChromium.row('Ines')).toContainText('Works');
  await inChromium.use('Restore', fromFirefox, FILE_PASSWORD);
  await expect(inChromium.row(NAME)).toContainText('Already here');
  await expect(inChromium.row('Ines')).toContainText('New here');
  await inChromium.page.getByRole('button', { name: 'Restore 1 account' }).click();
  await expect(inChromium.page.getByText(RESTORED)).toBeVisible();
  expect((await ready.snapshot()).accounts.map(({ pubkey }) => pubkey)).toEqual([alice.pubkey, ines.pubkey]);
  expect((await ready.ui.revealSecretKey(ines.pubkey, PASSWORD)).nsec).toBe(ines.nsec);
});
