import { describe, expect, it } from 'vitest';
import { getSeedProblem, toSeedPubkeys, withSeedAccounts } from '#lib/imports/seed-words';
import { InvalidError } from '#lib/rpc/errors';
import vectors from '../../../vectors/nip06.json';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const [{ words }] = vectors.phrases as [(typeof vectors.phrases)[number]];
const change = (position: number, word: string) =>
  words
    .split(' ')
    .map((each, index) => (index + 1 === position ? word : each))
    .join(' ');

describe.each(vectors.phrases)('the phrase of NIP-06 that begins "$words"', (phrase) => {
  it('gives the keys of every account index', async () => {
    const indexes = phrase.accounts.map(({ index }) => index);
    expect(await withSeedAccounts(phrase.words, undefined, indexes, hex)).toEqual(
      phrase.accounts.map(({ secretKey }) => secretKey),
    );
    expect(await toSeedPubkeys(phrase.words, '', indexes)).toEqual(
      phrase.accounts.map(({ pubkey }) => pubkey),
    );
  });

  it('gives others with a passphrase', async () => {
    const { passphrase, index, pubkey } = phrase.withPassphrase;
    expect(await toSeedPubkeys(phrase.words, passphrase, [index])).toEqual([pubkey]);
  });
});

describe('seed words', () => {
  it.each([
    ['capitals', words.toUpperCase()],
    ['spaces and line breaks', `\n  ${words.replaceAll(' ', ' \t\n ')}  `],
    ['full-width letters', words.replace('leader', 'ｌｅａｄｅｒ')],
  ])('are the same with %s', async (_, text) => {
    expect(await toSeedPubkeys(text, '', [0])).toEqual([vectors.phrases[0]?.accounts[0]?.pubkey]);
  });

  it.each([
    ['a word that is none, by its position', change(7, 'befroe'), { problem: 'word', position: 7 }],
    ['the first of several', change(1, 'x').replace('bean', 'y'), { problem: 'word', position: 1 }],
    ['a wrong word of the list', change(12, 'zoo'), { problem: 'checksum' }],
    ['a changed order', words.split(' ').reverse().join(' '), { problem: 'checksum' }],
    ['11 words', words.replace(' bean', ''), { problem: 'count', count: 11 }],
    ['nothing', ' ', { problem: 'count', count: 0 }],
  ])('are refused for %s', async (_, text, problem) => {
    expect(getSeedProblem(text)).toEqual(problem);
    const failed = toSeedPubkeys(text, '', [0]);
    await expect(failed).rejects.toThrow(InvalidError);
    for (const word of text.split(/\s+/).filter((each) => each.length > 3)) {
      await expect(failed).rejects.not.toThrow(new RegExp(`\\b${word}\\b`));
    }
  });

  it('are lent as keys that are wiped afterwards', async () => {
    const kept: Uint8Array[] = [];
    await withSeedAccounts(words, '', [0, 1], (secretKey) => kept.push(secretKey));
    expect(kept.map(hex)).toEqual(['0'.repeat(64), '0'.repeat(64)]);
  });
});
