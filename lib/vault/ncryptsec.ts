import type { WithSecretKey } from './secrets';

/** Work factor 2^16 of scrypt: a quarter of a second here, as NIP-49 suggests for today's machines. */
const LOG_N = 16;

/** The key encrypted under a password as NIP-49 text (`ncryptsec1…`). */
export async function toNcryptsec(withSecretKey: WithSecretKey, password: string): Promise<string> {
  const { encrypt } = await import('nostr-tools/nip49');
  return withSecretKey((secretKey) => encrypt(secretKey, password.normalize('NFKC'), LOG_N));
}
