import type { Page } from '@playwright/test';
import { npubEncode } from 'nostr-tools/nip19';
import type { AccountView } from '../../../lib/rpc/snapshot.ts';
import { alice, fakeAccount, fakeSnapshot, ines, nightjar, NOW, studio, zoe } from '../fixtures.ts';
import type { Screen } from '../screen.ts';

const HOUR = 3_600_000;

const backup = (name: string, more: Partial<Screen> = {}): Screen => ({
  name: `backup-${name}`,
  path: 'options.html#backup',
  size: [1280, 1180],
  snapshot: fakeSnapshot(),
  ...more,
});

const toEntry = ({ pubkey, name, kind, accent }: AccountView) => ({
  pubkey,
  npub: npubEncode(pubkey),
  name,
  kind,
  accent,
});
const watched = fakeAccount('8', 'Harbour Press', 'citrine', { kind: 'watch-only' });
const preview = {
  createdAt: NOW - 50 * HOUR,
  accounts: [
    { ...toEntry(alice), status: 'here' },
    { ...toEntry(ines), status: 'upgrade' },
    { ...toEntry(studio), status: 'new' },
    { ...toEntry(watched), status: 'new' },
  ],
  strangers: 1,
  rules: 12,
  sites: 5,
  copies: 31,
};
const report = {
  ...{ added: 2, upgraded: 1, rules: 9, sites: 5, pairs: 1, blocks: 2, copies: 31 },
  ...{ settings: true, appearance: true, links: true },
};
const check = {
  createdAt: NOW - 50 * HOUR,
  accounts: [
    { ...toEntry(alice), key: 'good' },
    { ...toEntry(ines), key: 'good' },
    { ...toEntry(watched), key: 'none' },
  ],
  strangers: 0,
  missing: [] as string[],
};
const damaged = {
  ...check,
  accounts: [
    { ...toEntry(alice), key: 'good' },
    { ...toEntry(ines), key: 'bad' },
  ],
  missing: [nightjar.pubkey, zoe.pubkey],
};

const FILE = {
  name: 'facet-backup-2026-05-12.json',
  mimeType: 'application/json',
  buffer: Buffer.from('{}'),
};

const use = (what: 'Check' | 'Restore') => async (page: Page) => {
  await page.getByRole('radio', { name: what, exact: true }).check({ force: true });
  await page.getByLabel('Choose a backup file').setInputFiles(FILE);
  await page.getByLabel('Password of the backup', { exact: true }).fill('correct horse battery');
  await page.getByRole('button', { name: what === 'Check' ? 'Check backup' : 'Show what is in it' }).click();
};
const restore = async (page: Page) => {
  await use('Restore')(page);
  await page.getByRole('button', { name: 'Restore 3 accounts' }).click();
};
const reveal = async (page: Page) => {
  await page.getByRole('button', { name: 'Details of Alice Moreau' }).click();
  await page.getByRole('button', { name: 'Show private key…' }).click();
};
const show = async (page: Page, action: string) => {
  await page.getByRole('dialog').getByLabel('Password', { exact: true }).fill('correct horse battery');
  await page.getByRole('dialog').getByRole('button', { name: action }).click();
};
const copy = async (page: Page) => {
  await page.getByRole('button', { name: 'Details of Alice Moreau' }).click();
  await page.getByRole('button', { name: 'Back up again…' }).click();
  await show(page, 'Show the encrypted key');
};
const keys = {
  exportAccount: { ncryptsec: `ncryptsec1${'q'.repeat(152)}` },
  revealSecretKey: { nsec: `nsec1${'q'.repeat(58)}` },
};
const accounts = (name: string, act: (page: Page) => Promise<void>): Screen =>
  backup(name, { path: 'options.html#accounts', size: [1280, 860], results: keys, act });

export const screens: Screen[] = [
  backup('page'),
  backup('page-rtl', { dir: 'rtl' }),
  backup('page-narrow', { size: [420, 1300] }),
  backup('page-empty', { snapshot: fakeSnapshot({ accounts: [], sites: [] }) }),
  backup('make', {
    results: { createBackup: { name: FILE.name, text: '{}' } },
    act: async (page) => {
      await page.getByLabel('Your Facet password', { exact: true }).fill('correct horse battery');
      await page.getByRole('button', { name: 'Save backup' }).click();
    },
  }),
  backup('make-own', {
    act: async (page) => {
      await page.getByLabel('Your Facet password', { exact: true }).fill('correct horse battery');
      await page.getByLabel('Give the file a password of its own').check();
      await page.getByLabel('Password of the file', { exact: true }).fill('short');
      await page.getByRole('button', { name: 'Save backup' }).click();
    },
  }),
  backup('make-wrong', {
    errors: { createBackup: { code: 'denied', message: 'no' } },
    act: async (page) => {
      await page.getByLabel('Your Facet password', { exact: true }).fill('wrong');
      await page.getByRole('button', { name: 'Save backup' }).click();
    },
  }),
  backup('preview', { results: { readBackup: preview }, act: use('Restore') }),
  backup('preview-narrow', {
    results: { readBackup: preview },
    act: use('Restore'),
    size: [420, 1900],
  }),
  backup('preview-failed', {
    results: { readBackup: preview },
    errors: { restoreBackup: { code: 'internal', message: 'no' } },
    act: restore,
  }),
  backup('restored', {
    results: { readBackup: preview, restoreBackup: { report, snapshot: fakeSnapshot({}) } },
    act: restore,
  }),
  backup('wrong-file', { errors: { checkBackup: { code: 'invalid', message: 'no' } }, act: use('Check') }),
  backup('checked', { results: { checkBackup: check }, act: use('Check') }),
  backup('checked-bad', { results: { checkBackup: damaged }, act: use('Check') }),
  accounts('reveal', reveal),
  accounts('revealed', async (page) => {
    await reveal(page);
    await show(page, 'Show for 60 seconds');
  }),
  accounts('copy', copy),
  accounts('copy-qr', async (page) => {
    await copy(page);
    await page.getByRole('button', { name: 'Show as QR code' }).click();
  }),
  accounts('copy-check', async (page) => {
    await copy(page);
    await page.getByRole('button', { name: 'Check my copy…' }).click();
  }),
];
