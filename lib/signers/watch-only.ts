import { FacetError } from '../rpc/errors';
import type { Signer } from './signer';

const REFUSAL = 'this account is watch-only: Facet has no key to sign with';

const refuse = () => Promise.reject(new FacetError('unsupported', REFUSAL));

/** An account that is only looked at: it says who it is and can do nothing. */
export const createWatchOnlySigner = (pubkey: string): Signer => ({
  pubkey,
  refusal: () => REFUSAL,
  signEvent: refuse,
  nip04: { encrypt: refuse, decrypt: refuse },
  nip44: { encrypt: refuse, decrypt: refuse },
});
