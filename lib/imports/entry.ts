/** What a file of another signer, or a list, is made of. */
import { parsePubkey, parseSecretKey, toPubkey } from '../nostr/keys';
import { parseNcryptsec } from '../nostr/ncryptsec';
import type { Unreadable } from '../rpc/imports';
import { openNcryptsec } from './ncryptsec';

/** A key and the name that came with it. */
export interface OpenedKey {
  secretKey: Uint8Array;
  name?: string | undefined;
}

/** One line of it. A `sealed` key says whose it is only with its password; `open` throws `denied` for a wrong one. */
export type Entry = { name?: string | undefined } & (
  | { kind: 'secret-key'; pubkey: string; secretKey: Uint8Array }
  | { kind: 'watch-only'; pubkey: string }
  | { kind: 'sealed'; open(password: string): Promise<OpenedKey> }
  | { kind: 'unreadable'; why: Unreadable }
);

const MAX_NAME = 100;

/** The name as Facet keeps it: one line, not too long; none for anything that is no text. */
export function toName(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  const text = [...name.replace(/\s+/g, ' ').trim()].slice(0, MAX_NAME).join('');
  return text === '' ? undefined : text.slice(0, MAX_NAME).replace(/[\uD800-\uDBFF]$/, ''); // no half of a character
}

/** The entry of one key in any of its texts. */
export function readKey(text: string, name?: string): Entry {
  try {
    if (/^nsec1/i.test(text)) return toEntry(parseSecretKey(text), name);
    if (/^(nostr:)?(npub|nprofile)1/i.test(text)) {
      return { kind: 'watch-only', pubkey: parsePubkey(text).pubkey, name };
    }
    if (/^ncryptsec1/i.test(text)) {
      const { text: ncryptsec } = parseNcryptsec(text);
      const open = async (password: string): Promise<OpenedKey> => ({
        secretKey: await openNcryptsec(ncryptsec, password),
        name,
      });
      return { kind: 'sealed', open, name };
    }
  } catch {
    return { kind: 'unreadable', why: 'typo', name };
  }
  // 64 digits alone may be either, and taking a public key for a private one makes an account nobody knows
  return { kind: 'unreadable', why: /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'unknown', name };
}

/** The entry of secret bytes, which it takes over. */
export const toEntry = (secretKey: Uint8Array, name?: string): Entry => ({
  kind: 'secret-key',
  pubkey: toPubkey(secretKey),
  secretKey,
  name,
});

/** The entry of a private key in hex, as other signers write it. */
export function readHexKey(hex: unknown, name?: string): Entry {
  if (typeof hex !== 'string' || hex === '') return { kind: 'unreadable', why: 'empty', name };
  try {
    return toEntry(parseSecretKey(hex), name);
  } catch {
    return { kind: 'unreadable', why: 'typo', name };
  }
}

/** Overwrites the secret bytes of what was read. */
export function wipeEntries(entries: readonly Entry[]): void {
  for (const entry of entries) if (entry.kind === 'secret-key') entry.secretKey.fill(0);
}
