import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { npubEncode } from 'nostr-tools/nip19';
import { getPublicKey } from 'nostr-tools/pure';
import type { ImportRow } from '../../../lib/rpc/imports.ts';
import { alice, fakeKey, fakeSnapshot, fresh, harbour, ines, NOW } from '../fixtures.ts';
import type { Screen } from '../screen.ts';

const KEY = 'Key, words or bunker link';
const WORDS = Array.from({ length: 12 }, () => 'zoo').join(' ');
const nip49 = JSON.parse(readFileSync(new URL('../../vectors/nip49.json', import.meta.url), 'utf8')) as {
  decryption: { ncryptsec: string }[];
};
/** The account of the private key 3333…, as it is watched. */
const watched = { ...harbour, pubkey: getPublicKey(new Uint8Array(32).fill(0x33)) };
const snapshot = fakeSnapshot({ accounts: [alice, ines, harbour], sites: [] });

const add = (name: string, act: (page: Page) => Promise<unknown>, more: Partial<Screen> = {}): Screen => ({
  name: `add-${name}`,
  path: 'onboarding.html#account',
  size: [1200, 900],
  snapshot,
  act: async (page) => {
    await act(page);
  },
  ...more,
});

const give = (text: string) => (page: Page) => page.getByLabel(KEY).fill(text);
const press = (page: Page, name: string) => page.getByRole('button', { name }).click();

const accounts = [alice, fresh, harbour, ines].map(({ pubkey }, index) => ({ index, pubkey }));
const profiles = [{ pubkey: fresh.pubkey, name: 'Paper club', seenAt: NOW - 86_400_000 }];
const seed: Partial<Screen> = {
  results: { previewSeedWords: { accounts }, findProfiles: profiles },
};
const findSeed = async (page: Page) => {
  await give(WORDS)(page);
  await press(page, 'Find accounts');
};

const rows: ImportRow[] = [
  { status: 'new', kind: 'secret-key', pubkey: fakeKey('8'), name: 'Paper club' },
  { status: 'new', kind: 'watch-only', pubkey: fakeKey('9'), name: 'Harbour watch' },
  { status: 'here', kind: 'secret-key', pubkey: alice.pubkey, name: 'alice' },
  { status: 'upgrade', kind: 'secret-key', pubkey: harbour.pubkey },
  { status: 'twin', kind: 'secret-key', pubkey: fakeKey('8') },
  { status: 'sealed', kind: 'secret-key', name: 'Studio' },
  { status: 'unreadable', why: 'typo' },
  { status: 'unreadable', why: 'hex', name: 'old laptop' },
];
const show = async (page: Page) => {
  await page.getByRole('textbox').first().fill('anything');
  await press(page, 'Show what is in it');
};
const path = 'onboarding.html#account/import';
const preview = { from: 'gooti', rows, hasRules: true };
const imported: Partial<Screen> = { path, size: [1200, 1100], results: { previewImport: preview } };

/** An import that takes long, and stops when it is told to. */
const start = async (page: Page) => {
  await page.evaluate(() => {
    const { runtime } = (globalThis as unknown as { chrome: { runtime: Runtime } }).chrome;
    const answer = runtime.sendMessage;
    let stop: (reply: unknown) => void;
    runtime.sendMessage = (call) => {
      if (call.method === 'importAccounts') return new Promise((stopped) => (stop = stopped));
      if (call.method === 'cancelImport') stop({ error: { code: 'denied', message: 'no' } });
      return answer(call);
    };
  });
  await show(page);
  await press(page, 'Add 3 accounts');
};
interface Runtime {
  sendMessage: (call: { method: string }) => Promise<unknown>;
}
const running: Partial<Screen> = {
  ...imported,
  snapshot: fakeSnapshot({ accounts: [alice], importing: { done: 128, total: 400 } }),
};

export const screens: Screen[] = [
  add('public', give(npubEncode(watched.pubkey))),
  add('upgrade', give(fakeKey('3')), { snapshot: fakeSnapshot({ accounts: [watched], sites: [] }) }),
  add('ncryptsec', give(nip49.decryption[0]!.ncryptsec)),
  add('address', give('alice@moreau.example')),
  add(
    'address-unknown',
    async (page) => {
      await give('alice@moreau.example')(page);
      await press(page, 'Find out');
    },
    { errors: { findAddress: { code: 'no-account', message: 'no' } } },
  ),
  add('bunker', give(`bunker://${fakeKey('1')}`)),
  add('list', give(`a ${fresh.npub} b ${alice.npub}`)),
  add('seed', give(WORDS), seed),
  add(
    'seed-found',
    async (page) => {
      await findSeed(page);
      await page.getByRole('checkbox').nth(1).check();
      await page.getByRole('checkbox').nth(2).check();
    },
    seed,
  ),
  add('seed-wrong', findSeed, { results: { previewSeedWords: { problem: 'word', position: 7 } } }),
  add(
    'watch',
    async (page) => page.getByLabel('npub, nprofile, hex or address').fill(npubEncode(watched.pubkey)),
    {
      path: 'onboarding.html#account/watch',
    },
  ),
  add('import', async () => undefined, { path }),
  add('import-unknown', show, { path, errors: { previewImport: { code: 'invalid', message: 'no' } } }),
  add('import-rows', show, imported),
  add('import-rows-rtl', show, { ...imported, dir: 'rtl', size: [480, 1100] }),
  add('import-rows-narrow', show, { ...imported, size: [340, 1300] }),
  add(
    'import-wrong',
    async (page) => {
      await show(page);
      await press(page, 'Add 3 accounts');
    },
    {
      ...imported,
      results: {
        ...imported.results,
        importAccounts: { snapshot, added: [], upgraded: [], here: 0, failed: [5] },
      },
    },
  ),
  add('import-running', start, running),
  add(
    'import-cancelled',
    async (page) => {
      await start(page);
      await page.getByRole('button', { name: 'Cancel' }).first().click();
      await page.getByText('Cancelled. Nothing was added.').waitFor();
    },
    running,
  ),
  add(
    'import-done',
    async (page) => {
      await show(page);
      await press(page, 'Add 3 accounts');
    },
    {
      ...imported,
      results: {
        ...imported.results,
        importAccounts: { snapshot, added: ['a', 'b'], upgraded: ['c'], here: 2, failed: [] },
      },
    },
  ),
];
