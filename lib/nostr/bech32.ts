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
