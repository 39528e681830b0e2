import { createHash } from 'node:crypto';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import fc from 'fast-check';
import { getSeedProblem } from '#lib/imports/seed-words';
import { InvalidError } from '#lib/rpc/errors';
import type { SeedProblem } from '#lib/rpc/imports';
import { casesOf, fuzz, pasted, right, wrong } from '../../support/fuzz';

const INDEX = new Map(wordlist.map((word, index) => [word, index]));

/** The first bits of the hash of this entropy, one for every 32 (BIP-39). */
const checksumOf = (entropy: Uint8Array): bigint =>
  BigInt(createHash('sha256').update(entropy).digest()[0] ?? 0) >> BigInt(8 - entropy.length / 4);

/** The phrase of 16, 20, 24, 28 or 32 bytes. */
function toPhrase(entropy: Uint8Array): string {
  const bits = entropy.length / 4;
  let number = (BigInt(`0x${Buffer.from(entropy).toString('hex')}`) << BigInt(bits)) | checksumOf(entropy);
  const words: string[] = [];
  for (let count = bits * 3; count > 0; count -= 1) {
    words.unshift(wordlist[Number(number & 2047n)] ?? '');
    number >>= 11n;
  }
  return words.join(' ');
}

/** What BIP-39 says of a text, by other code than Facet's. */
function judge(text: string): SeedProblem | undefined {
  const words = text.normalize('NFKD').toLowerCase().split(/\s+/).filter(Boolean);
  if (![12, 15, 18, 21, 24].includes(words.length)) return { problem: 'count', count: words.length };
  let number = 0n;
  for (const [place, word] of words.entries()) {
    const index = INDEX.get(word);
    if (index === undefined) return { problem: 'word', position: place + 1 };
    number = (number << 11n) | BigInt(index);
  }
  const bits = BigInt(words.length / 3);
  const hex = (number >> bits).toString(16).padStart(Number(bits) * 8, '0');
  const isRight = checksumOf(Buffer.from(hex, 'hex')) === (number & ((1n << bits) - 1n));
  return isRight ? undefined : { problem: 'checksum' };
}

const phrases = Array.from({ length: 100 }, (_, index) =>
  toPhrase(
    createHash('sha256')
      .update(`phrase ${index}`)
      .digest()
      .subarray(0, 16 + 4 * (index % 5)),
  ),
);
const texts = phrases.slice(0, 40);
const phrase = fc.constantFrom(...phrases);

/** What is no seed leaves as an error that holds all that is known of it; a seed says nothing. */
function expectSeed(text: string): undefined {
  const found = getSeedProblem(text);
  if (JSON.stringify(found) !== JSON.stringify(judge(text))) throw new Error('judged otherwise');
  if (found) throw new InvalidError(JSON.stringify(found));
}

/** The same words with the one at `place` changed. */
function change(text: string, place: number, to: string | undefined): string {
  const words = text.split(' ');
  words.splice(place % words.length, 1, ...(to === undefined ? [] : [to]));
  return words.join(' ');
}

fuzz<undefined>('seed words', {
  cases: casesOf(
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc
          .tuple(phrase, fc.nat(3), fc.constantFrom(' ', '\n', ' \t ', '\u3000'))
          .map(([text, how, space]) => right(pasted(text.replaceAll(' ', space), how), undefined)),
      },
      {
        weight: 2, // words of the list: only the checksum tells
        arbitrary: fc
          .tuple(phrase, fc.nat(23), fc.constantFrom(...wordlist))
          .map(([text, place, word]) => change(text, place, word))
          .map((input) => ({ worth: 'open', input }) as const),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(phrase, fc.nat(23), fc.constantFrom(undefined, 'abandonn', 'two words', '0', 'é', 'zоо'))
          .map(([text, place, word]) => wrong(change(text, place, word))),
      },
    ),
    texts,
  ),
  parse: expectSeed,
  isRight: (_, text) => judge(text) === undefined,
});
