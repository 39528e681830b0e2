import { InvalidError, FacetError } from '../rpc/errors';

const MAX_BYTES = 256 * 1024;
const TIMEOUT = 10_000;

/** Name and domain of an address like `alice@example.com`, in lower case (NIP-05). Throws InvalidError. */
export function parseAddress(address: string): { name: string; domain: string } {
  const [, name, domain] =
    /^([a-z0-9._-]{1,64})@((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63})$/.exec(
      address.trim().toLowerCase(),
    ) ?? [];
  if (!name || !domain || domain.length > 253) throw new InvalidError('an address looks like name@domain');
  return { name, domain };
}

/**
 * The pubkey that a domain names for an address (NIP-05): over https alone, without a redirect, cookies or a
 * referrer. Throws `invalid`, `timeout`, `disconnected` or `no-account` when the domain does not know the name.
 */
export async function findAddress(address: string, request: typeof fetch = fetch): Promise<string> {
  const { name, domain } = parseAddress(address);
  const document = await load(`https://${domain}/.well-known/nostr.json?name=${name}`, request);
  const names = document?.['names'];
  const known = typeof names === 'object' && names !== null && Object.hasOwn(names, name);
  if (!known) throw new FacetError('no-account', 'this domain does not know the name');
  const pubkey = (names as Record<string, unknown>)[name];
  if (typeof pubkey === 'string' && /^[0-9a-f]{64}$/.test(pubkey)) return pubkey;
  throw new InvalidError('this domain gives no public key for the name');
}

async function load(url: string, request: typeof fetch): Promise<Record<string, unknown> | undefined> {
  const signal = AbortSignal.timeout(TIMEOUT);
  let text: string;
  try {
    const response = await request(url, {
      signal,
      redirect: 'error', // the domain speaks for its names, nobody else does
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
    });
    if (!response.ok) throw new FacetError('no-account', `the domain answered ${response.status}`);
    text = await readText(response);
  } catch (cause) {
    if (cause instanceof FacetError) throw cause;
    if (signal.aborted) throw new FacetError('timeout', 'the domain did not answer in time', { cause });
    throw new FacetError('disconnected', 'the domain could not be reached', { cause });
  }
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === 'object' && document !== null
      ? (document as Record<string, unknown>)
      : undefined;
  } catch (cause) {
    throw new InvalidError('the domain answered with something else than JSON', { cause });
  }
}

/** The body, read until it is too large. */
async function readText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; reader;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > MAX_BYTES) {
      await reader.cancel();
      throw new FacetError('too-large', `the domain may answer with ${MAX_BYTES} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
  return text + decoder.decode();
}
