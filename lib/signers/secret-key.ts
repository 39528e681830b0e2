import { schnorr } from '../nostr/secp256k1';
import { bytesToHex, hexToBytes } from '@noble/curves/utils.js';
import type { NostrEvent, UnsignedEvent } from '../nostr/event';
import { toEventId } from '../nostr/verify';
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
    signEvent: (event) => withSecretKey((secretKey) => sign(event, secretKey)),
    nip04: {
      encrypt: (peer, plaintext) =>
        withSecretKey((key) => readable(async () => (await nip04()).encrypt(key, peer, plaintext))),
      decrypt: (peer, ciphertext) =>
        withSecretKey((key) => readable(async () => (await nip04()).decrypt(key, peer, ciphertext))),
    },
    nip44: createNip44(withSecretKey, conversations),
  };
}

/** Signs exactly what it is given; validation happened before (NIP-01). */
function sign(event: UnsignedEvent, secretKey: Uint8Array): NostrEvent {
  const { pubkey, created_at, kind, tags, content } = event;
  const id = toEventId(event);
  const sig = bytesToHex(schnorr.sign(hexToBytes(id), secretKey));
  return { id, pubkey, created_at, kind, tags, content, sig };
}
