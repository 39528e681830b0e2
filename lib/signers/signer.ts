/** What every kind of account can do, in the shape of NIP-07; how it does it is its own affair. */
import type { NostrEvent, UnsignedEvent } from '../nostr/event';

/** Encryption with one other party; texts in, texts out. */
export interface Cipher {
  encrypt(peer: string, plaintext: string): Promise<string>;
  decrypt(peer: string, ciphertext: string): Promise<string>;
}

/** Signs and encrypts as one pubkey. It has no way to give its key away. */
export interface Signer {
  readonly pubkey: string;
  /** The complete event: same fields, id and signature added. */
  signEvent(event: UnsignedEvent): Promise<NostrEvent>;
  readonly nip04: Cipher;
  readonly nip44: Cipher;
}
