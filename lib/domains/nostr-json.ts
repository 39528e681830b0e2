/**
 * What a domain says of a name: `/.well-known/nostr.json` (NIP-05). The domain speaks for its names; what it says is
 * still to be parsed.
 */
import type { Address } from '../nostr/address';
import { fetchJson } from './fetch-json';

const MAX_BYTES = 256 * 1024;

/** The JSON. Throws as `fetchJson` does; `no-account` where the server says no. */
export const fetchNostrJson = ({ name, domain }: Address): Promise<unknown> =>
  fetchJson({
    url: `https://${domain}/.well-known/nostr.json?name=${encodeURIComponent(name)}`,
    most: MAX_BYTES,
    who: 'the domain',
  });
