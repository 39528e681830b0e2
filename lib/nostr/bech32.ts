import { bech32 } from '@scure/base';

/**
 * The bytes of a bech32 text with exactly this prefix (NIP-19); undefined for a typing error, or another prefix.
 * No error: the library's own quotes the whole text, which may be a private key with one letter wrong.
 */
export function decodeBech32(prefix: string, text: string): Uint8Array | undefined {
  const decoded = bech32.decodeUnsafe(text, false);
  if (decoded?.prefix !== prefix) return undefined;
  return bech32.fromWordsUnsafe(decoded.words) || undefined;
}

const ALPHABET = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';

/** The value of each character below 128, in either case; -1 for those that are not of bech32. */
const VALUES = Int8Array.from({ length: 128 }, (_, code) =>
  ALPHABET.indexOf(String.fromCharCode(code).toLowerCase()),
);

/**
 * What the bech32 characters from `start` on say, at most `max` of them, checksum and whatever else follows them
 * included: for texts that only have to look like NIP-19 to be taken for it.
 */
export function readBech32Data(text: string, start: number, max = Infinity): Uint8Array {
  const bytes: number[] = [];
  let bits = 0;
  let waiting = 0;
  for (let at = start; at < text.length && at - start < max; at += 1) {
    const value = VALUES[text.charCodeAt(at)] ?? -1;
    if (value < 0) break;
    waiting = ((waiting << 5) | value) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((waiting >> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
}
