import { parseBunkerDocument, type BunkerName, type BunkerUrl } from '../../nostr/bunker';
import { FacetError, InvalidError } from '../../rpc/errors';

/** How long a domain may take (ms), and how much it may say (bytes). */
const WAIT = 10_000;
const MAX_BYTES = 512 * 1024;

/**
 * The remote signer behind a bunker name (NIP-05, NIP-46). The domain gets no cookie and no referrer, and may not
 * send us elsewhere. Throws `timeout`, `disconnected`, or `invalid` for what it says.
 */
export async function fetchBunker({ name, domain }: BunkerName): Promise<BunkerUrl> {
  const url = `https://${domain}/.well-known/nostr.json?name=${encodeURIComponent(name)}`;
  const text = await fetchText(url);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new InvalidError('this domain does not know the name', { cause });
  }
  return parseBunkerDocument(document, name);
}

async function fetchText(url: string): Promise<string> {
  try {
    const response = await fetch(url, {
      redirect: 'error',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      signal: AbortSignal.timeout(WAIT),
    });
    if (!response.ok) throw new InvalidError('this domain does not know the name');
    return await readText(response);
  } catch (cause) {
    if (cause instanceof FacetError) throw cause;
    const isLate = cause instanceof DOMException && cause.name === 'TimeoutError';
    throw isLate
      ? new FacetError('timeout', 'this domain did not answer', { cause })
      : new FacetError('disconnected', 'this domain cannot be reached', { cause });
  }
}

/** The body, no further than the limit: what it is said to be long is not believed. */
async function readText({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.length;
    if (size > MAX_BYTES) {
      void reader?.cancel();
      throw new InvalidError(`this domain says more than ${MAX_BYTES} bytes`);
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}
