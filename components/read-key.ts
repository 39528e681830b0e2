import { parseSecretKey, toPubkey } from '#lib/nostr/keys';

/** What is wrong with the text of a key. */
export type KeyProblem = 'empty' | 'public' | 'neither' | 'typo';

/** The pubkey of a typed secret key, or what is wrong with it. The key's bytes are wiped at once. */
export function readKey(text: string): { pubkey: string } | { problem: KeyProblem } {
  const start = text.trim().toLowerCase();
  if (start === '') return { problem: 'empty' };
  try {
    const secretKey = parseSecretKey(text);
    const pubkey = toPubkey(secretKey);
    secretKey.fill(0);
    return { pubkey };
  } catch {
    if (start.startsWith('npub1')) return { problem: 'public' };
    return { problem: start.startsWith('nsec1') || /^[0-9a-f]{64}$/.test(start) ? 'typo' : 'neither' };
  }
}
