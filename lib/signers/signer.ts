/** What every kind of account can do, in the shape of NIP-07; how it does it is its own affair. */
import type { NostrEvent, UnsignedEvent } from '../nostr/event';
import type { RemoteView, RuleMethod } from '../rpc/snapshot';

/** Encryption with one other party; texts in, texts out. */
export interface Cipher {
  encrypt(peer: string, plaintext: string): Promise<string>;
  decrypt(peer: string, ciphertext: string): Promise<string>;
}

/** Signs and encrypts as one pubkey. It has no way to give its key away. */
export interface Signer {
  readonly pubkey: string;
  /** Why this account can never do that, in words for a page; undefined where it can. Nobody is asked in vain. */
  refusal(method: RuleMethod): string | undefined;
  /** The complete event: same fields, id and signature added. */
  signEvent(event: UnsignedEvent): Promise<NostrEvent>;
  readonly nip04: Cipher;
  readonly nip44: Cipher;
  /** How a signer elsewhere is; absent where the key is here, or nowhere. */
  health?(): Pick<RemoteView, 'state' | 'since' | 'authUrl'>;
}
