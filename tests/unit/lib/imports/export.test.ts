import { npubEncode, nsecEncode } from 'nostr-tools/nip19';
import { encrypt } from 'nostr-tools/nip49';
import { describe, expect, it } from 'vitest';
import type { Entry } from '#lib/imports/entry';
import { readExport } from '#lib/imports/export';
import { toRows } from '#lib/imports/preview';
import { FacetError } from '#lib/rpc/errors';
import { gootiOf, keysBandOf, nos2xFoxOf } from '../../support/exports';
import { hexOf, pubkeyOf, secretOf } from '../../support/keys';

const nsec = (label: string) => nsecEncode(secretOf(label));
const npub = (label: string) => npubEncode(pubkeyOf(label));
const rowsOf = (text: string) => toRows(readExport(text).entries, () => 'new');
const added = (label: string, name = label) => ({
  status: 'new',
  kind: 'secret-key',
  pubkey: pubkeyOf(label),
  name,
});
const open = async (entry: Entry | undefined, password: string) => {
  if (entry?.kind !== 'sealed') throw new Error('this entry is not sealed');
  const { secretKey, name } = await entry.open(password);
  return { hex: Buffer.from(secretKey).toString('hex'), name };
};

describe('nos2x-fox', () => {
  it('exports one profile with its name', () => {
    const { from, hasRules } = readExport(nos2xFoxOf('ada'));
    expect({ from, hasRules }).toEqual({ from: 'nos2x-fox', hasRules: true });
    expect(rowsOf(nos2xFoxOf('ada'))).toEqual([added('ada')]);
  });

  it('may have a name that is too long, which is cut between two characters', () => {
    const [row] = rowsOf(nos2xFoxOf('ada', { name: '😀'.repeat(99) }));
    expect(row?.name).toBe('😀'.repeat(50));
    const [odd] = rowsOf(nos2xFoxOf('ada', { name: `x${'😀'.repeat(99)}` }));
    expect(odd?.name).toBe(`x${'😀'.repeat(49)}`);
  });

  it('exports several, pasted one below the other', () => {
    expect(rowsOf(`${nos2xFoxOf('ada')}\n${nos2xFoxOf('bob')}\n`)).toEqual([added('ada'), added('bob')]);
  });

  it('seals the key with a PIN, where there is one', async () => {
    const text = nos2xFoxOf('ada', { pin: '1234' });
    expect(rowsOf(text)).toEqual([{ name: 'ada', kind: 'secret-key', status: 'sealed' }]);
    const [entry] = readExport(text).entries;
    expect(await open(entry, '1234')).toEqual({ hex: hexOf('ada'), name: 'ada' });
    await expect(open(entry, '1235')).rejects.toMatchObject({ code: 'denied' });
  });
});

describe('keys.band', () => {
  it('exports all its keys, and a line without one where there is none', () => {
    const text = keysBandOf('ada', 'bob');
    expect(readExport(text).from).toBe('keys-band');
    expect(rowsOf(text)).toEqual([
      added('ada'),
      added('bob'),
      { name: 'Unknown', status: 'unreadable', why: 'empty' },
    ]);
  });
});

describe.each([1, 2] as const)('Gooti, version %i', (version) => {
  const text = gootiOf(['ada', 'bob'], 'a password', version);

  it('seals keys and names with its password', async () => {
    const { from, entries } = readExport(text);
    expect(from).toBe('gooti');
    expect(rowsOf(text).map(({ status }) => status)).toEqual(['sealed', 'sealed']);
    expect(await open(entries[1], 'a password')).toEqual({ hex: hexOf('bob'), name: 'bob' });
    await expect(open(entries[0], 'another')).rejects.toMatchObject({ code: 'denied' });
  });

  it('may have lost an identity', () => {
    const vault = JSON.parse(text) as { identities: unknown[] };
    vault.identities.push('gone', 7, null);
    expect(rowsOf(JSON.stringify(vault)).map(({ status }) => status)).toEqual([
      'sealed',
      'sealed',
      'unreadable',
      'unreadable',
      'unreadable',
    ]);
  });
});

describe('a list', () => {
  const three = [nsec('ada'), npub('bob'), encrypt(secretOf('eve'), 'any', 4)];
  const kinds = ['secret-key', 'watch-only', 'secret-key'];

  it.each([
    ['by lines', three.join('\n')],
    ['by lines of Windows, with empty ones', `\r\n${three.join('\r\n\r\n')}\r\n`],
    ['by spaces', three.join(' ')],
    ['by commas', three.join(',')],
    ['by semicolons', three.join('; ')],
    ['as JSON', JSON.stringify(three)],
    ['with a byte order mark', `\uFEFF${three.join('\n')}`],
  ])('is read %s', (_, text) => {
    expect(rowsOf(text).map(({ kind }) => kind)).toEqual(kinds);
  });

  it.each([
    ['before the key', `Ada L. ${nsec('ada')}`],
    ['after it', `${nsec('ada')} Ada L.`],
    ['with a colon', `Ada L.: ${nsec('ada')}`],
    ['in a table', `"Ada L.","${nsec('ada')}"`],
  ])('has names %s', (_, text) => {
    expect(rowsOf(text)).toEqual([added('ada', 'Ada L.')]);
  });

  it('names the same account once, as the one that can do most', () => {
    const text = [npub('ada'), nsec('ada'), nsec('ada'), npub('bob'), npub('bob')].join('\n');
    expect(rowsOf(text).map(({ status }) => status)).toEqual(['twin', 'new', 'twin', 'new', 'twin']);
  });

  it('says what it cannot read, line by line', () => {
    const text = [nsec('ada'), 'what is this', hexOf('bob'), nsec('eve').slice(0, -2)].join('\n');
    expect(rowsOf(text).map(({ why }) => why)).toEqual([undefined, 'unknown', 'hex', 'typo']);
  });
});

describe('what is no export', () => {
  it.each([
    ['nothing', ''],
    ['words', 'nobody knows what this is'],
    ['an empty object', '{}'],
    ['an empty list', '[]'],
    ['JSON of another kind', '{"accounts":[{"secret":"x"}]}'],
    ['a list of numbers', '[1,2,3]'],
    ['half a file', nos2xFoxOf('ada').slice(0, 60)],
    ['a profile with a wrong key', nos2xFoxOf('ada').replace(hexOf('ada'), 'g'.repeat(64))],
    ['a newer Gooti', gootiOf(['ada'], 'any').replace('"version": 2', '"version": 3')],
    ['too much text', 'nsec1 '.repeat(200_000)],
    ['too many keys', `${nsec('ada')}\n`.repeat(2_001)],
    ['a prototype', '{"__proto__":{"privateKey":"x"}}'],
  ])('is refused with a typed error: %s', (_, text) => {
    expect(() => readExport(text)).toThrow(FacetError);
    expect(() => readExport(text)).not.toThrow(hexOf('ada').slice(0, 8));
  });
});
