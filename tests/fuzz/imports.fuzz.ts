/** Files that keys come in by: other signers' exports, lists, seed words, and Facet's own backup. */
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { parsePayload } from '#lib/backup/contents';
import { parseBackupText, readable, toBackupText } from '#lib/backup/format';
import { readExport } from '#lib/imports/export';
import { toRows } from '#lib/imports/preview';
import { getSeedProblem, toSeedPubkeys } from '#lib/imports/seed-words';
import { ERROR_CODES, FacetError } from '#lib/rpc/errors';
import whole from '../fixtures/backup-2026-11.json';
import { gootiOf, keysBandOf, nos2xFoxOf } from '../unit/support/exports';
import { damaged } from '../unit/support/fuzz';
import { hexOf, pubkeyOf } from '../unit/support/keys';
import { expectNoSecret, hostileJson, hostileText, mutated, SECRETS, toJson } from './support/hostile';
import { property, surface } from './support/surface';

const EXPORTS = [
  nos2xFoxOf('fuzz'),
  nos2xFoxOf('fuzz', { pin: '1234' }),
  keysBandOf('fuzz', 'bob'),
  gootiOf(['fuzz', 'bob'], 'password', 1),
  gootiOf(['fuzz'], 'password', 2),
  toJson([SECRETS[0], pubkeyOf('ada')]),
].map((text) => JSON.parse(text) as unknown);

const lines = fc
  .array(fc.oneof(hostileText, fc.constantFrom(...SECRETS, hexOf('bob'), 'npub1x')), { maxLength: 6 })
  .chain((all) => fc.constantFrom('\n', ',', ' ', ';\r').map((between) => all.join(between)));

const WORDS = 'leader monkey parrot ring guide accident before fence cannon height naive bean'; // the vector of NIP-06
const words = fc.oneof(
  damaged([WORDS, WORDS.toUpperCase(), 'zoo '.repeat(11) + 'wrong']),
  fc
    .array(fc.constantFrom(...WORDS.split(' '), 'abandon', 'ａbout', '\0'), { maxLength: 25 })
    .map((all) => all.join(' ')),
  hostileText,
);

/** A true file, but for the length of what is sealed in it. */
const backup = { ...whole, payload: { ...whole.payload, ciphertext: whole.payload.ciphertext.slice(0, 88) } };

const ACCOUNT = {
  id: 'a',
  pubkey: pubkeyOf('ada'),
  kind: 'watch-only',
  accent: 'rose',
  addedAt: 1,
  usedAt: 1,
};
const RULE = {
  id: 'r',
  pubkey: ACCOUNT.pubkey,
  origin: 'https://a.example',
  method: 'connect',
  effect: 'allow',
  createdAt: 1,
};
const contents = {
  ...{ createdAt: 1, settings: { relays: ['wss://nos.test/'], autoLockMinutes: 15 } },
  ...{
    accounts: [{ name: 'Ada', account: ACCOUNT }],
    rules: [RULE],
    sites: [{ origin: 'https://a.example', usedAt: 1 }],
  },
};

/** What is read; undefined where it is refused by a typed error that repeats no secret. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FacetError) || error.code === 'internal' || !ERROR_CODES.includes(error.code))
      throw error;
    for (let at: unknown = error; at instanceof Error; at = at.cause) expectNoSecret(at.message);
    return undefined;
  }
}

surface('imports', [
  property('an export that is read shows no secret, and every line of it has a state', 5_000, {
    cases: fc.oneof(mutated(fc.constantFrom(...EXPORTS)).map(toJson), lines, hostileJson),
    holds(text) {
      const found = attempt(() => readExport(text));
      if (!found) return;
      const rows = toRows(found.entries, () => 'new');
      if (rows.length !== found.entries.length || rows.length > 2_000) throw new Error('a line is missing');
      for (const { pubkey, status, name = '' } of rows) {
        if (name.length > 100) throw new Error('a name without end');
        if ((status === 'new') !== (pubkey !== undefined) && status !== 'twin') throw new Error('of nobody');
        if (pubkey !== undefined && !/^[0-9a-f]{64}$/.test(pubkey)) throw new Error('no pubkey');
      }
      for (const entry of found.entries) if (entry.kind === 'secret-key') entry.secretKey.fill(0);
    },
  }),
  property('seed words with anything wrong are told so by number and place, never by a word', 15_000, {
    cases: words,
    holds(text) {
      const found = getSeedProblem(text);
      const count = text.normalize('NFKD').split(/\s+/).filter(Boolean).length;
      if (!found && ![12, 15, 18, 21, 24].includes(count)) throw new Error('so many words are no seed');
      if (found?.problem === 'count' && found.count !== count) throw new Error('miscounted');
      if (found && !/^[a-z]+$/.test(found.problem)) throw new Error('it repeats a word');
    },
  }),
  property('words that are a seed give the same account however they are typed', 100, {
    cases: fc.tuple(fc.constantFrom(' ', '\n', '\u3000 '), fc.boolean(), fc.nat(3)),
    async holds([between, isUpper, account]) {
      const typed = WORDS.split(' ').join(between);
      const [one] = await toSeedPubkeys(isUpper ? typed.toUpperCase() : typed, undefined, [account]);
      const [other] = await toSeedPubkeys(WORDS, '', [account]);
      if (one !== other) throw new Error('another account');
    },
  }),
  property(
    'a backup file that is read asks for no more work than a cap, and printed it is the same',
    15_000,
    {
      cases: fc.oneof(mutated(fc.constant(backup)).map(toJson), damaged([toJson(backup)]), hostileJson),
      holds(text) {
        const file = attempt(() => parseBackupText(text));
        if (!file) return;
        const [wrap] = file.header.wraps;
        if (wrap?.type !== 'password' || wrap.kdf.memory > 256 * 1024 || wrap.kdf.iterations > 10)
          throw new Error('this freezes the machine');
        if (!isDeepStrictEqual(parseBackupText(toBackupText(file)), file)) throw new Error('not canonical');
      },
    },
  ),
  property(
    'what was sealed in a backup holds accounts of known kinds by real keys, or is refused whole',
    10_000,
    {
      cases: fc.oneof(mutated(fc.constant(contents)).map(toJson), hostileJson),
      holds(text) {
        const read = attempt(() => readable(() => parsePayload(new TextEncoder().encode(text))));
        if (!read) return;
        for (const { account } of read.accounts) {
          if (!['secret-key', 'remote', 'watch-only'].includes(account.kind))
            throw new Error('an unknown kind');
          if (!/^[0-9a-f]{64}$/.test(account.pubkey)) throw new Error('no pubkey');
        }
        const plain = JSON.parse(text) as { accounts: unknown[] };
        if (read.accounts.length + read.strangers !== plain.accounts.length)
          throw new Error('one is missing');
        if (
          Object.getPrototypeOf(read.sites) !== Object.prototype &&
          Object.getPrototypeOf(read.sites) !== null
        )
          throw new Error('a site became what all objects have');
      },
    },
  ),
]);
