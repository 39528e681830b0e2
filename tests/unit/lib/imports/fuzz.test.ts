/** 100,000 made-up inputs through every parser of keys: the right value or a typed error, quickly, nothing repeated. */
import fc from 'fast-check';
import { decode, nprofileEncode, npubEncode, nsecEncode } from 'nostr-tools/nip19';
import { encrypt } from 'nostr-tools/nip49';
import { describe, expect, it } from 'vitest';
import { wipeEntries } from '#lib/imports/entry';
import { readExport } from '#lib/imports/export';
import { parseAddress } from '#lib/nostr/address';
import { toRows } from '#lib/imports/preview';
import { getSeedProblem } from '#lib/imports/seed-words';
import { readInput } from '#lib/nostr/input';
import { parsePubkey, parseSecretKey } from '#lib/nostr/keys';
import { parseNcryptsec } from '#lib/nostr/ncryptsec';
import { FacetError } from '#lib/rpc/errors';
import nip06 from '../../../vectors/nip06.json';
import { gootiOf, keysBandOf, nos2xFoxOf } from '../../support/exports';
import { pubkeyOf, secretOf } from '../../support/keys';

/** Microseconds of the processor that an input may cost, whatever else the machine does. */
const SLOW = 250_000;

const labels = ['ada', 'bob', 'eve'];
const relays = ['wss://relay.example'];
const valid = {
  nsec: labels.map((label) => nsecEncode(secretOf(label))),
  pubkey: labels.flatMap((label) => [
    npubEncode(pubkeyOf(label)),
    nprofileEncode({ pubkey: pubkeyOf(label), relays }),
  ]),
  ncryptsec: labels.map((label) => encrypt(secretOf(label), 'any', 1)),
  words: nip06.phrases.map(({ words }) => words),
  address: ['ada@lovelace.example', 'bob@sub.domain.example'],
  file: [
    nos2xFoxOf('ada'),
    nos2xFoxOf('bob', { pin: '1' }),
    keysBandOf('ada', 'bob'),
    gootiOf(['ada', 'bob'], 'any'),
    gootiOf(['ada'], 'any', 1),
    `ada ${nsecEncode(secretOf('ada'))}\n${npubEncode(pubkeyOf('bob'))}`,
  ],
};

const piece = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    'nsec1',
    'npub1',
    '\n',
    ' ',
    '{',
    '}',
    '"',
    '[',
    ']',
    ',',
    ':',
    '\u0000',
    '\u202E',
    '__proto__',
  ),
);

/** A valid text with a part of it taken out, replaced, doubled or turned round. */
const damaged = (texts: readonly string[]) =>
  fc
    .record({
      text: fc.constantFrom(...texts),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.integer({ min: 0, max: 20 }),
      insert: piece,
      how: fc.constantFrom('cut', 'replace', 'double', 'upper', 'none'),
    })
    .map(({ text, at, length, insert, how }) => {
      const start = Math.floor(at * text.length);
      if (how === 'none') return text;
      if (how === 'cut') return text.slice(0, start);
      if (how === 'double') return text.slice(0, start) + text.slice(Math.max(0, start - length));
      if (how === 'upper') return text.slice(0, start) + text.slice(start).toUpperCase();
      return text.slice(0, start) + insert + text.slice(start + length);
    });

const inputs = (texts: readonly string[]) =>
  fc.oneof(
    { weight: 4, arbitrary: damaged(texts) },
    { weight: 2, arbitrary: fc.array(piece, { maxLength: 20 }).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: fc.string({ maxLength: 400 }) },
  );

/** Whether a message repeats eight characters in a row of what was typed. */
function repeats(message: string, input: string): boolean {
  const said = message.toLowerCase().replace(/nprofile|ncryptsec/g, '…'); // names of forms, not parts of a key
  const typed = input.toLowerCase();
  for (let at = 0; at + 8 <= said.length; at += 1) {
    if (typed.includes(said.slice(at, at + 8))) return true;
  }
  return false;
}

/** Runs `parse` over `runs` inputs; `check` looks at what it makes of one. */
function fuzz<T>(
  texts: readonly string[],
  runs: number,
  parse: (input: string) => T,
  check: (value: T, input: string) => void,
) {
  fc.assert(
    fc.property(inputs(texts), (input) => {
      const begin = process.threadCpuUsage().user;
      try {
        check(parse(input), input);
      } catch (error) {
        if (!(error instanceof FacetError)) throw error;
        expect(repeats(error.message, input)).toBe(false);
      }
      expect(process.threadCpuUsage().user - begin).toBeLessThan(SLOW);
    }),
    { numRuns: runs },
  );
}

describe('100,000 inputs', () => {
  it('as private keys', () => {
    fuzz(valid.nsec, 20_000, parseSecretKey, (secretKey, input) => {
      const text = input.trim();
      const own = text.toLowerCase().startsWith('nsec1')
        ? (decode(text.toLowerCase()).data as Uint8Array)
        : Buffer.from(text, 'hex');
      expect(Buffer.from(secretKey).equals(own)).toBe(true);
    });
  }, 60_000);

  it('as public keys', () => {
    fuzz(valid.pubkey, 20_000, parsePubkey, ({ pubkey }, input) => {
      expect(pubkey).toMatch(/^[0-9a-f]{64}$/);
      const text = input
        .trim()
        .replace(/^nostr:/i, '')
        .toLowerCase();
      if (!text.startsWith('npub1')) return;
      expect(decode(text).data).toBe(pubkey);
    });
  }, 60_000);

  it('as encrypted keys', () => {
    fuzz(valid.ncryptsec, 20_000, parseNcryptsec, ({ text, logN }) => {
      expect(valid.ncryptsec).toContain(text);
      expect(logN).toBe(1);
    });
  }, 60_000);

  it('as seed words', () => {
    fuzz(valid.words, 15_000, getSeedProblem, (found, input) => {
      const words = input.normalize('NFKD').toLowerCase().split(/\s+/).filter(Boolean);
      if (found?.problem === 'word') expect(found.position).toBeLessThanOrEqual(words.length);
      if (found === undefined) expect([12, 15, 18, 21, 24]).toContain(words.length);
    });
  }, 60_000);

  it('as addresses', () => {
    fuzz(valid.address, 5_000, parseAddress, ({ name, domain }, input) => {
      expect(`${name}@${domain}`).toBe(input.trim().toLowerCase());
      expect(new URL(`https://${domain}/`).host).toBe(domain);
    });
  }, 60_000);

  it('as whatever somebody has', () => {
    const all = Object.values(valid).flat();
    fuzz(
      all,
      10_000,
      (input) => [readInput(input), readInput(input, 'watch')],
      (reads) => {
        for (const read of reads) expect('kind' in read || 'problem' in read).toBe(true);
        expect(JSON.stringify(reads)).not.toMatch(/nsec1/);
      },
    );
  }, 60_000);

  it('as exports and lists', () => {
    fuzz(valid.file, 10_000, readExport, ({ entries }) => {
      const rows = toRows(entries, () => 'new');
      expect(rows).toHaveLength(entries.length);
      expect(rows.some(({ status }) => status !== 'unreadable')).toBe(true);
      wipeEntries(entries);
    });
  }, 60_000);
});
