/** Holds a parser against 100,000 made-up inputs: the right value or a typed error, quickly, nothing repeated. */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FacetError, type ErrorCode } from '#lib/rpc/errors';

const RUNS = 100_000;

/** Microseconds of the processor that an input may cost, whatever else the machine does. */
const SLOW = 250_000;

/** Characters in a row of an input that an error must not repeat. */
const REPEATED = 8;

/** Names of forms that the errors say and an input has too, whole or damaged: no part of anybody's text. */
const FORMS =
  /nprofile|ncryptsec|encrypted|nostrconnect(:\/\/)?|bunker(:\/\/| url)|name@domain|backup|\bsecret\b/g;

/** One input: `right` must give exactly this value, `wrong` an error, and `open` is anybody's guess. */
export type Case<T> = { input: string } & ({ worth: 'right'; value: T } | { worth: 'wrong' | 'open' });

export const right = <T>(input: string, value: T): Case<T> => ({ worth: 'right', input, value });
export const wrong = (input: string): Case<never> => ({ worth: 'wrong', input });
export const open = (input: string): Case<never> => ({ worth: 'open', input });

export interface Fuzzed<T> {
  cases: fc.Arbitrary<Case<T>>;
  parse(input: string): T;
  /** Whether an `open` input means this value: found by other code than the parser's. */
  isRight(value: T, input: string): boolean;
  /** What an error may be, `invalid` unless told. */
  codes?: readonly ErrorCode[];
}

/** A few seconds are enough; many more pass where everything else runs beside it. */
const PATIENCE = 180_000;

/** A test of 100,000 `cases`: many must be read, many refused, so that neither a yes nor a no to all can pass. */
export function fuzz<T>(what: string, { cases, parse, isRight, codes = ['invalid'] }: Fuzzed<T>): void {
  it(`100,000 inputs as ${what}`, { timeout: PATIENCE }, () => {
    const count = { right: 0, refused: 0 };
    const check = (each: Case<T>): void => {
      const began = process.threadCpuUsage().user;
      let value: { of: T } | undefined;
      try {
        value = { of: parse(each.input) };
      } catch (error) {
        expectTyped(error, each.input, codes);
      }
      if (process.threadCpuUsage().user - began > SLOW) throw new Error('this takes too long');
      if (!value) {
        if (each.worth === 'right') throw new Error('this is right, and refused');
        count.refused += 1;
      } else if (each.worth === 'right') {
        if (!isDeepStrictEqual(value.of, each.value)) expect(value.of).toEqual(each.value);
        count.right += 1;
      } else if (each.worth === 'wrong' || !isRight(value.of, each.input)) {
        throw new Error('this is wrong, and taken');
      }
    };
    fc.assert(fc.property(cases, check), { numRuns: RUNS });
    expect(count.right).toBeGreaterThan(RUNS / 20);
    expect(count.refused).toBeGreaterThan(RUNS / 4);
  });
}

/** Fails unless this is a typed error that repeats nothing, and neither does what caused it. */
function expectTyped(error: unknown, input: string, codes: readonly ErrorCode[]): void {
  if (!(error instanceof FacetError)) throw new Error('this error has no type', { cause: error });
  if (!codes.includes(error.code)) throw new Error(`this error is ${error.code}`, { cause: error });
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (repeats(at.message, input)) throw new Error('this error repeats the input', { cause: error });
  }
}

function repeats(message: string, input: string): boolean {
  const typed = input.toLowerCase();
  return partsOf(message).some((part) => typed.includes(part));
}

/** The parts of a message by which a repetition would show; there are few messages, so they are kept. */
function partsOf(message: string): readonly string[] {
  const kept = parts.get(message);
  if (kept) return kept;
  const said = message.toLowerCase().replace(FORMS, '…');
  const found = Array.from({ length: Math.max(0, said.length - REPEATED + 1) }, (_, at) =>
    said.slice(at, at + REPEATED),
  );
  parts.set(message, found);
  return found;
}

const parts = new Map<string, readonly string[]>();

const PIECES = [
  ...['nsec1', 'npub1', 'nprofile1', 'ncryptsec1', 'nostr:', 'bunker://', '1', 'b', 'q', 'p', 'f', '0', 'o'],
  ...[
    '\n',
    ' ',
    '\t',
    '{',
    '}',
    '"',
    '[',
    ']',
    ',',
    ':',
    '@',
    '.',
    '%',
    '%zz',
    '&',
    '=',
    '?',
    '#',
    '/',
    '\\',
  ],
  ...['\u0000', '\u202E', '\u200B', '\uFEFF', '\uD800', '\u212A', '\u0131', 'ﬀ', 'é', 'а', '😀'],
  ...['__proto__', 'null', '1e999', '-1'],
];

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PIECES) },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
);

const HOWS = [
  'cut',
  'behead',
  'replace',
  'insert',
  'one',
  'swap',
  'double',
  'upper',
  'repeat',
  'none',
] as const;

/** A text with a part of it taken out, replaced, doubled or turned round. */
export const damaged = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...texts), fc.constantFrom(...HOWS), fc.nat(0xffff), fc.nat(20), piece)
    .map(([text, how, place, length, insert]) => {
      const at = place % (text.length + 1);
      const [head, tail] = [text.slice(0, at), text.slice(at)];
      switch (how) {
        case 'cut':
          return head;
        case 'behead':
          return tail;
        case 'replace':
          return head + insert + tail.slice(length);
        case 'insert':
          return head + insert + tail;
        case 'one': // another character out of the same text
          return head + (text[(at + length + 1) % text.length] ?? '') + tail.slice(1);
        case 'swap':
          return head + tail.slice(1, 2) + tail.slice(0, 1) + tail.slice(2);
        case 'double':
          return text.slice(0, at + length) + tail;
        case 'upper':
          return head + tail.toUpperCase();
        case 'repeat':
          return text + insert + text;
        case 'none':
          return text;
      }
    });

/** Texts that were never right: pieces in a row, any characters, and now and then a huge one with a right head. */
export const junk = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 200, arbitrary: fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')) },
    { weight: 100, arbitrary: fc.string({ maxLength: 100 }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...texts), piece, fc.integer({ min: 1_000, max: 20_000 }))
        .map(([text, part, times]) => text + part.repeat(times)),
    },
  );

/** The cases of a parser: what it must and must not take, its own texts damaged, and junk. */
export const casesOf = <T>(known: fc.Arbitrary<Case<T>>, texts: readonly string[]): fc.Arbitrary<Case<T>> =>
  fc.oneof(
    { weight: 4, arbitrary: known },
    { weight: 4, arbitrary: damaged(texts).map(open) },
    { weight: 2, arbitrary: junk(texts).map(open) },
  );

/** The same text as somebody may paste it. */
export const pasted = (text: string, how: number): string =>
  [text, text.toUpperCase(), ` ${text}\n`, `\uFEFF\t${text}\r\n`][how % 4] ?? text;
