import { fetchNostrJson } from '../domains/nostr-json';
import { parseAddress } from '../nostr/address';
import { FacetError, InvalidError } from '../rpc/errors';

/**
 * The pubkey that a domain names for an address (NIP-05). Throws `invalid`, `no-account` when the domain does not
 * know the name, or what `fetchNostrJson` throws.
 */
export async function findAddress(input: string): Promise<string> {
  const address = parseAddress(input);
  const document = await fetchNostrJson(address);
  const names = (document as { names?: unknown } | null)?.names;
  const isKnown = typeof names === 'object' && names !== null && Object.hasOwn(names, address.name);
  if (!isKnown) throw new FacetError('no-account', 'this domain does not know the name');
  const pubkey = (names as Record<string, unknown>)[address.name];
  if (typeof pubkey === 'string' && /^[0-9a-f]{64}$/.test(pubkey)) return pubkey;
  throw new InvalidError('this domain gives no public key for the name');
}
