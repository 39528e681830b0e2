/** Accounts out of the words of a seed (BIP-39, NIP-06). The words are used and forgotten; only keys come out. */
import { HDKey } from '@scure/bip32';
import { mnemonicToSeedWebcrypto, validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { WORD_COUNTS } from '../nostr/input';
import { toPubkey } from '../nostr/keys';
import { InvalidError } from '../rpc/errors';
import type { SeedProblem } from '../rpc/imports';

const WORDS = new Set(wordlist);

const normalize = (text: string): string[] =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');

/** What is wrong with these words, undefined if nothing is. A word is named by its position, from 1. */
export function getSeedProblem(text: string): SeedProblem | undefined {
  const words = normalize(text);
  if (!WORD_COUNTS.includes(words.length)) return { problem: 'count', count: words.length };
  const position = words.findIndex((word) => !WORDS.has(word)) + 1;
  if (position > 0) return { problem: 'word', position };
  return validateMnemonic(words.join(' '), wordlist) ? undefined : { problem: 'checksum' };
}

function toMessage(found: SeedProblem): string {
  if (found.problem === 'count')
    return `seed words are ${WORD_COUNTS.join(', ')} in number, got ${found.count}`;
  if (found.problem === 'word') return `word ${found.position} is not in the list of seed words`;
  return 'these words do not belong together: one is wrong, or their order';
}

/** Lends the secret key of each account index, wiped when `use` has returned. Throws InvalidError. */
export async function withSeedAccounts<T>(
  text: string,
  passphrase: string | undefined,
  accounts: readonly number[],
  use: (secretKey: Uint8Array, account: number) => T,
): Promise<T[]> {
  const found = getSeedProblem(text);
  if (found) throw new InvalidError(toMessage(found));
  const seed = await mnemonicToSeedWebcrypto(normalize(text).join(' '), passphrase);
  const root = HDKey.fromMasterSeed(seed);
  try {
    return accounts.map((account) => {
      const key = root.derive(`m/44'/1237'/${account}'/0/0`);
      const secretKey = key.privateKey;
      if (!secretKey) throw new InvalidError(`account ${account} of these words has no key`);
      try {
        return use(secretKey, account);
      } finally {
        secretKey.fill(0);
        key.wipePrivateData();
      }
    });
  } finally {
    seed.fill(0);
    root.wipePrivateData();
  }
}

/** The pubkeys of these account indexes. Throws InvalidError. */
export const toSeedPubkeys = (
  text: string,
  passphrase: string | undefined,
  accounts: readonly number[],
): Promise<string[]> => withSeedAccounts(text, passphrase, accounts, toPubkey);
