/** What a domain says of a name: `/.well-known/nostr.json` (NIP-05); it speaks for its names. To be parsed by whoever asks. */
import type { Address } from '../nostr/address';
import { fetchJson } from './fetch-json';

/** How much a domain may say (bytes). */
const MAX_BYTES = 256 * 1024;

/** The JSON. Throws as `fetchJson` does. */
export const fetchNostrJson = ({ name, domain }: Address): Promise<unknown> =>
  fetchJson(`https://${domain}/.well-known/nostr.json?name=${encodeURIComponent(name)}`, MAX_BYTES, {
    who: 'the domain',
  });
