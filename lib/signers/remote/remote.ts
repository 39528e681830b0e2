import { serializeEvent, type NostrEvent, type UnsignedEvent } from '../../nostr/event';
import { parseVerifiedEvent } from '../../nostr/verify';
import { FacetError } from '../../rpc/errors';
import type { Signer } from '../signer';
import type { Link } from './link';

const NIP44_ONLY = 'this remote signer is used with NIP-44 only';

const refuse = () => Promise.reject(new FacetError('unsupported', NIP44_ONLY));

/** A signer that is somewhere else (NIP-46); what it gives back is checked here and believed nothing. */
export function createRemoteSigner(pubkey: string, getLink: () => Link | undefined): Signer {
  const request = async (method: string, params: string[]): Promise<string | undefined> => {
    const link = getLink();
    if (link) return link.request(method, params);
    throw new FacetError('disconnected', 'the remote signer is not connected; try again in a moment');
  };

  return {
    pubkey,
    refusal: (method) => (method.startsWith('nip04.') ? NIP44_ONLY : undefined),
    async signEvent(event) {
      const { kind, content, tags, created_at } = event;
      const template = JSON.stringify({ kind, content, tags, created_at });
      return expectSame(event, await request('sign_event', [template]));
    },
    nip04: { encrypt: refuse, decrypt: refuse },
    nip44: {
      async encrypt(peer, plaintext) {
        const ciphertext = await request('nip44_encrypt', [peer, plaintext]);
        // the first byte of NIP-44 is its version, 2: another cipher must not pass for it
        if (ciphertext !== undefined && /^A[g-v][A-Za-z0-9+/]+={0,2}$/.test(ciphertext)) return ciphertext;
        throw new FacetError('signer-mismatch', 'the remote signer did not return a text under NIP-44');
      },
      async decrypt(peer, ciphertext) {
        const plaintext = await request('nip44_decrypt', [peer, ciphertext]);
        if (plaintext !== undefined) return plaintext;
        throw new FacetError('signer-mismatch', 'the remote signer returned no text');
      },
    },
    health: () => getLink()?.health ?? { state: 'connecting' },
  };
}

/** The event that was asked for, signed by the account and by nobody else. Throws `signer-mismatch`. */
function expectSame(asked: UnsignedEvent, signed: string | undefined): NostrEvent {
  let event: NostrEvent | undefined;
  try {
    event = parseVerifiedEvent(JSON.parse(signed ?? ''));
  } catch {
    // as bad as another event
  }
  if (event && serializeEvent(event) === serializeEvent(asked)) return event;
  throw new FacetError(
    'signer-mismatch',
    'the remote signer did not return the event that it was asked to sign',
  );
}
