/** Backup files that an earlier Facet has made. */
import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { openBackup } from '#lib/backup/open';
import { pubkeyOf, secretOf } from '../../support/keys';

vi.unmock('hash-wasm'); // they were sealed at full cost

const [ada, bob, eve] = [pubkeyOf('ada'), pubkeyOf('bob'), pubkeyOf('eve')];

it('one from before blocks, sites to appear on, links and copies were in it still opens', async () => {
  const text = readFileSync('tests/fixtures/backup-2026-11.json', 'utf8');
  const backup = await openBackup(text, 'a file of its own');
  expect(backup.accounts.map(({ account }) => [account.pubkey, account.nickname])).toEqual([
    [ada, 'Work'],
    [bob, undefined],
    [eve, undefined],
  ]);
  expect(await Promise.all(backup.accounts.map((each) => backup.openKey(each)))).toEqual([
    secretOf('ada'),
    secretOf('bob'),
    undefined,
  ]);
  expect(backup).toMatchObject({
    settings: { relays: ['wss://relay.example/'], autoLockMinutes: 7 },
    rules: [{ pubkey: ada, method: 'connect' }],
    sites: { 'https://a.example': { pubkey: ada, told: bob } },
    pairs: [[ada, bob].toSorted()],
    blocked: {},
    copies: [],
  });
  expect(backup).not.toHaveProperty('appearance');
  expect(backup).not.toHaveProperty('links');
});
