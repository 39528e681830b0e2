/**
 * What a text is that somebody pastes or types, as far as it shows by itself: no password, no list of words, no
 * network. Cheap enough for every keystroke, small enough for every page; nothing of a secret is kept.
 */
import { parseAddress } from './address';
import { parsePubkey, parseSecretKey, toPubkey } from './keys';
import { parseNcryptsec } from './ncryptsec';

/** `have`: 64 hex digits are a private key; `watch`: they are a public one, and private ones are not wanted. */
export type InputUse = 'have' | 'watch';

/** What is wrong with it. `count`: words of a seed, but not as many as there can be. `secret`: nothing to watch. */
export type InputProblem = 'empty' | 'typo' | 'neither' | 'count' | 'secret';

export type Input =
  | { kind: 'secret-key' | 'public-key'; pubkey: string }
  | { kind: 'ncryptsec' | 'words' | 'bunker' | 'list' }
  | { kind: 'address'; address: string }
  | { problem: InputProblem };

/** A phrase has this many words (BIP-39). */
export const WORD_COUNTS: readonly number[] = [12, 15, 18, 21, 24];

/** Fewer are a name or a sentence, not a phrase with some of it missing. */
const FEW_WORDS = 7;

/** No single key, link or phrase is longer; whatever is can only be a list. */
const MAX_SINGLE = 10_000;

const HEX = /^[0-9a-f]{64}$/i;
const KEY = /^(nostr:)?(nsec|npub|nprofile|ncryptsec)1/i;
const WORDS = /^\p{L}+(\s+\p{L}+)+$/u;

export function readInput(input: string, use: InputUse = 'have'): Input {
  const text = input.trim();
  if (text === '') return { problem: 'empty' };
  if (isList(text)) return use === 'have' ? { kind: 'list' } : { problem: 'neither' };
  const read = readSingle(text, use);
  const isSecret = 'kind' in read && !['public-key', 'address'].includes(read.kind);
  return use === 'watch' && isSecret ? { problem: 'secret' } : read;
}

/** JSON, or more than one key. */
const isList = (text: string): boolean =>
  text.length > MAX_SINGLE ||
  /^[[{]/.test(text) ||
  text.split(/[\s,;]+/).filter((token) => KEY.test(token)).length > 1 ||
  (/\s/.test(text) && text.split(/[\s,;]+/).some((token) => KEY.test(token)));

function readSingle(text: string, use: InputUse): Input {
  if (/^bunker:\/\//i.test(text)) return { kind: 'bunker' };
  if (/^(nostr:)?(npub|nprofile)1/i.test(text) || (use === 'watch' && HEX.test(text))) {
    return attempt(() => ({ kind: 'public-key', pubkey: parsePubkey(text).pubkey }));
  }
  if (/^nsec1/i.test(text) || HEX.test(text)) {
    return attempt(() => {
      const secretKey = parseSecretKey(text);
      const pubkey = toPubkey(secretKey);
      secretKey.fill(0);
      return { kind: 'secret-key', pubkey };
    });
  }
  if (/^ncryptsec1/i.test(text)) {
    return attempt(() => {
      parseNcryptsec(text);
      return { kind: 'ncryptsec' };
    });
  }
  if (text.includes('@')) {
    const address = getAddress(text);
    return address ? { kind: 'address', address } : { problem: 'neither' };
  }
  if (!WORDS.test(text)) return { problem: 'neither' };
  const count = text.split(/\s+/).length;
  if (WORD_COUNTS.includes(count)) return { kind: 'words' };
  return { problem: count < FEW_WORDS ? 'neither' : 'count' };
}

function getAddress(text: string): string | undefined {
  try {
    const { name, domain } = parseAddress(text);
    return `${name}@${domain}`;
  } catch {
    return undefined;
  }
}

function attempt(read: () => Input): Input {
  try {
    return read();
  } catch {
    return { problem: 'typo' };
  }
}
