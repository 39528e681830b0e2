/**
 * What a domain says of a name: `/.well-known/nostr.json` (NIP-05). Asked once, over https alone, without cookies or
 * a referrer; the domain speaks for its names and may not send us elsewhere. What it says is still to be parsed.
 */
import type { Address } from '../nostr/address';
import { FacetError, InvalidError } from '../rpc/errors';

/** How long a domain may take (ms), and how much it may say (bytes). */
const PATIENCE = 10_000;
const MAX_BYTES = 256 * 1024;

/** The JSON. Throws `timeout`, `disconnected`, `too-large`, `invalid` for no JSON, `no-account` where the server says no. */
export async function fetchNostrJson({ name, domain }: Address): Promise<unknown> {
  const url = `https://${domain}/.well-known/nostr.json?name=${encodeURIComponent(name)}`;
  const text = await fetchText(url);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new InvalidError('the domain answered with something else than JSON', { cause });
  }
}

async function fetchText(url: string): Promise<string> {
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    const response = await fetch(url, {
      signal,
      redirect: 'error',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
    if (!response.ok) throw new FacetError('no-account', `the domain answered ${response.status}`);
    return await readText(response);
  } catch (cause) {
    if (cause instanceof FacetError) throw cause;
    if (signal.aborted) throw new FacetError('timeout', 'the domain did not answer in time', { cause });
    throw new FacetError('disconnected', 'the domain could not be reached', { cause });
  }
}

/** The body, no further than the limit: how long it is said to be is not believed. */
async function readText({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.length;
    if (size > MAX_BYTES) {
      void reader?.cancel();
      throw new FacetError('too-large', `the domain may answer with ${MAX_BYTES} bytes`);
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}
