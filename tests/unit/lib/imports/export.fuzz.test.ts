import fc from 'fast-check';
import { wipeEntries, type Entry } from '#lib/imports/entry';
import { readExport } from '#lib/imports/export';
import { toRows } from '#lib/imports/preview';
import type { ImportSource, Unreadable } from '#lib/rpc/imports';
import { encodeBech32 } from '../../support/bech32';
import { gootiOf, keysBandOf, nos2xFoxOf } from '../../support/exports';
import { casesOf, fuzz, right, wrong, type Case } from '../../support/fuzz';
import { hexOf, pubkeyOf, secretOf } from '../../support/keys';

/** What a file was taken for, each entry as plain values. */
interface Found {
  from: ImportSource;
  hasRules: boolean;
  entries: Plain[];
}
type Plain = { kind: Entry['kind']; name?: string; pubkey?: string; hex?: string; why?: Unreadable };

const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const people = Array.from({ length: 12 }, (_, index) => {
  const label = `person ${index}`;
  const [hex, pubkey] = [hexOf(label), pubkeyOf(label)];
  const [nsec, npub] = [encodeBech32('nsec', secretOf(label)), encodeBech32('npub', bytesOf(pubkey))];
  const sealed = encodeBech32('ncryptsec', new Uint8Array(91).fill(index).fill(2, 0, 1).fill(16, 1, 2));
  return { hex, pubkey, nsec, npub, sealed };
});
const byPubkey = new Map(people.map((each) => [each.pubkey, each]));
const person = fc.constantFrom(...people);
const name = fc.constantFrom('Ada', 'Ada Lovelace', 'Ädä 😀', 'nobody', '__proto__', 'x'.repeat(100));

function parse(text: string): Found {
  const { from, hasRules, entries } = readExport(text);
  const plain = entries.map((entry): Plain => {
    const known = entry.name === undefined ? {} : { name: entry.name };
    if (entry.kind === 'unreadable') return { kind: entry.kind, why: entry.why, ...known };
    if (entry.kind === 'sealed') return { kind: entry.kind, ...known };
    if (entry.kind === 'watch-only') return { kind: entry.kind, pubkey: entry.pubkey, ...known };
    const hex = Buffer.from(entry.secretKey).toString('hex');
    return { kind: entry.kind, pubkey: entry.pubkey, hex, ...known };
  });
  const rows = toRows(entries, () => 'new');
  wipeEntries(entries);
  const isLike = rows.every((row, index) => row.pubkey === plain[index]?.pubkey);
  if (rows.length !== plain.length || !isLike) throw new Error('the rows are not those of the entries');
  return { from, hasRules, entries: plain };
}

/** Whether each key that was found stands in the text, and at least one was. */
function isRight({ entries }: Found, text: string): boolean {
  const lower = text.toLowerCase();
  return (
    entries.some(({ kind }) => kind !== 'unreadable') &&
    entries.every(({ kind, pubkey = '', hex = '' }) => {
      if (kind === 'unreadable') return true;
      if (kind === 'sealed') return /ncryptsec1|"privkey"|ciphertext/.test(lower);
      if (kind === 'watch-only') return lower.includes(encodeBech32('npub', bytesOf(pubkey)));
      const isKnown = !byPubkey.has(pubkey) || byPubkey.get(pubkey)?.hex === hex;
      return isKnown && (lower.includes(hex) || lower.includes(encodeBech32('nsec', bytesOf(hex))));
    })
  );
}

const toCase = (text: string, found: Found): Case<Found> =>
  found.entries.some(({ kind }) => kind !== 'unreadable') ? right(text, found) : wrong(text);

const run = (what: string, known: fc.Arbitrary<Case<Found>>, texts: readonly string[]) =>
  fuzz<Found>(what, {
    cases: casesOf(known, texts),
    parse,
    isRight,
    codes: ['invalid', 'unsupported', 'too-large'],
  });

const BASE64 = ['AAAA', 'q83vEjRWeJA=', Buffer.alloc(48, 7).toString('base64')];
const NO_BASE64 = ['', 'A', 'AAA!', 'AA AA', 'é', '=', 'A'.repeat(4_100), 7, null, undefined, {}];
const NO_KEYS = ['', '0', '0'.repeat(64), 'f'.repeat(64), 'g'.repeat(64), people[0]?.npub ?? '', ' ', '[]'];
const base64 = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom<unknown>(...BASE64) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(...NO_BASE64) },
);
const isBase64 = (value: unknown) => BASE64.some((each) => each === value);
const rules = fc.constantFrom<unknown>(undefined, null, {}, [], { 'https://site.example': {} }, ['any'], 7);
const hasAny = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

const fox = fc
  .tuple(
    fc.oneof(
      {
        weight: 3,
        arbitrary: person.map(({ hex, pubkey }) => [hex, { kind: 'secret-key', pubkey, hex }] as const),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(base64, base64, base64).map(([salt, iv, ciphertext]) => {
          const plain: Plain = [salt, iv, ciphertext].every(isBase64)
            ? { kind: 'sealed' }
            : { kind: 'unreadable', why: 'typo' };
          return [JSON.stringify({ salt, iv, ciphertext }), plain] as const;
        }),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom(...NO_KEYS).map((text) => [text, { kind: 'unreadable' }] as const),
      },
    ),
    name,
    rules,
  )
  .map(([[privateKey, plain], label, permissions]) =>
    toCase(JSON.stringify({ privateKey, name: label, relays: {}, permissions }), {
      from: 'nos2x-fox',
      hasRules: hasAny(permissions),
      entries: [{ ...plain, name: label }],
    }),
  );

run('an export of nos2x-fox', fox, [
  nos2xFoxOf('ada'),
  ...['ada', 'bob', 'eve', 'joe'].map((label) => nos2xFoxOf(label, { pin: '1' })),
]);

/** A key as it is written, and what it is. */
type Written = readonly [string, Plain];

const key: fc.Arbitrary<Written> = fc.oneof(
  {
    weight: 1,
    arbitrary: person.map(({ nsec, pubkey, hex }): Written => [nsec, { kind: 'secret-key', pubkey, hex }]),
  },
  { weight: 1, arbitrary: person.map(({ npub, pubkey }): Written => [npub, { kind: 'watch-only', pubkey }]) },
  { weight: 6, arbitrary: person.map(({ sealed }): Written => [sealed, { kind: 'sealed' }]) },
  {
    weight: 3,
    arbitrary: person.map(({ nsec }): Written => [`${nsec}q`, { kind: 'unreadable', why: 'typo' }]),
  },
  { weight: 3, arbitrary: person.map(({ hex }): Written => [hex, { kind: 'unreadable', why: 'hex' }]) },
);
const none = fc
  .constantFrom('', 'N/A', ' ')
  .map((text): Written => [text, { kind: 'unreadable', why: 'empty' }]);
const unknown: Written = ['something', { kind: 'unreadable', why: 'unknown' }];

const band = fc
  .array(fc.tuple(fc.oneof(key, none, fc.constant(unknown)), name), { minLength: 1, maxLength: 2 })
  .map((lines) =>
    toCase(JSON.stringify(lines.map(([[nsec], label]) => ({ name: label, nsec }))), {
      from: 'keys-band',
      hasRules: false,
      entries: lines.map(([[, plain], label]) => ({ ...plain, name: label })),
    }),
  );

run('an export of keys.band', band, [
  keysBandOf('ada'),
  keysBandOf(),
  ...people.slice(0, 4).map(({ sealed }) => JSON.stringify([{ name: 'Ada', nsec: sealed }])),
]);

for (const version of [1, 2] as const) {
  const gooti = fc
    .tuple(fc.array(fc.tuple(base64, base64), { minLength: 1, maxLength: 2 }), base64, rules, fc.nat(9))
    .map(([pairs, iv, permissions, how]) => {
      const identities = pairs.map(([nick, privkey], index) => ({ id: `id ${index}`, nick, privkey }));
      const vault = {
        version: how === 0 ? 12_345_678_901 : version,
        iv,
        vaultHash: how === 1 ? 7 : 'a hash',
        permissions,
        identities: version === 1 ? identities : identities.map(({ id }) => id),
        ...(version === 2 && how !== 2
          ? Object.fromEntries(identities.map((each) => [`identity_${each.id}`, each]))
          : {}),
      };
      const isGooti = how > 1 && typeof iv === 'string' && (version === 1 || how !== 2);
      return toCase(JSON.stringify(vault), {
        from: 'gooti',
        hasRules: hasAny(permissions),
        entries: pairs.map((pair) =>
          isGooti && [...pair, iv].every(isBase64) ? { kind: 'sealed' } : { kind: 'unreadable', why: 'typo' },
        ),
      });
    });
  run(`an export of Gooti, version ${version}`, gooti, [
    gootiOf(['ada'], 'any', version),
    gootiOf(['ada', 'bob'], 'any', version),
    gootiOf([], 'any', version),
  ]);
}

/** A line, and what stands on it. */
const line: fc.Arbitrary<readonly [string, readonly Plain[]]> = fc.oneof(
  key.map(([text, plain]) => [text, [plain]] as const),
  fc.tuple(key, fc.constantFrom('%: =', '= % ', '% | ', '"%", ', '\t%;')).map(([[text, plain], around]) => {
    const [before = '', after = ''] = around.split('%');
    return [`${before}Ada Lovelace${after}${text}`, [{ ...plain, name: 'Ada Lovelace' }]] as const;
  }),
  fc
    .tuple(key, key, fc.constantFrom(' ', ',', '; ', '|'))
    .map(([one, other, between]) => [one[0] + between + other[0], [one[1], other[1]]] as const),
  fc.constantFrom('', ' \t').map((text) => [text, []] as const),
  fc
    .constantFrom('# my keys', '{"a":', '{}', '\u202E')
    .map((text) => [text, [{ kind: 'unreadable', why: 'unknown' }]] as const),
);

const list = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 3 }), fc.constantFrom('\n', '\r\n', '\n\n', 'json'))
  .map(([lines, end]) => {
    const texts = lines.map(([text]) => text);
    return toCase(end === 'json' ? JSON.stringify(texts) : texts.join(end), {
      from: 'list',
      hasRules: false,
      entries: lines.flatMap(([, plain]) => plain),
    });
  });

run('a list', list, [
  ...people.slice(0, 2).map(({ nsec }) => `ada ${nsec}\n`),
  ...people.slice(0, 1).map(({ npub }) => `${npub}, ada`),
  ...people.map(({ sealed, hex }) => `ada ${sealed}\n${hex}`),
]);
