/** What a domain says of a name: `/.well-known/nostr.json` (NIP-05); it speaks for its names. To be parsed by whoever asks. */
import type { Address } from '../nostr/address';
import { InvalidError } from '../rpc/errors';
import { fetchBytes } from './fetch-bytes';

/** How much a domain may say (bytes). */
const MAX_BYTES = 256 * 1024;

/** The JSON. Throws as `fetchBytes` does, and `invalid` for no JSON. */
export async function fetchNostrJson({ name, domain }: Address): Promise<unknown> {
  const url = `https://${domain}/.well-known/nostr.json?name=${encodeURIComponent(name)}`;
  const text = new TextDecoder().decode(await fetchBytes(url, MAX_BYTES));
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new InvalidError('the domain answered with something else than JSON', { cause });
  }
}
