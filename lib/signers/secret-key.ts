import { whenLoaded } from '../nostr/native';
import { sign } from '../nostr/signature';
import type { WithSecretKey } from '../vault/secrets';
import type { KeptConversations } from './conversations';
import { createNip44 } from './nip44';
import { readable } from './readable';
import type { Signer } from './signer';

/** Evaluated on first use: a worker that is woken to sign has no tables of AES to make. */
const nip04 = () => import('nostr-tools/nip04');

/** A signer whose key is in the vault; each use borrows it and gives it back wiped. */
export function createSecretKeySigner(
  pubkey: string,
  withSecretKey: WithSecretKey,
  conversations?: KeptConversations,
): Signer {
  return {
    pubkey,
    refusal: () => undefined,
    async signEvent(event) {
      await whenLoaded();
      return withSecretKey((secretKey) => sign(event, secretKey));
    },
    nip04: {
      encrypt: (peer, plaintext) =>
        withSecretKey((key) => readable(async () => (await nip04()).encrypt(key, peer, plaintext))),
      decrypt: (peer, ciphertext) =>
        withSecretKey((key) => readable(async () => (await nip04()).decrypt(key, peer, ciphertext))),
    },
    nip44: createNip44(withSecretKey, conversations),
  };
}
