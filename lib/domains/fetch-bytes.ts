/**
 * Asks a server of the web once, over https alone, without cookies or a referrer; it may not send us elsewhere, as nobody chose to
 * tell anybody there. What it says is still to be parsed.
 */
import { FacetError } from '../rpc/errors';

/** How long a domain may take, to its last byte (ms). */
const PATIENCE = 10_000;

export interface Asking {
  /** The kind of answer that is asked for, where that matters. */
  accept?: string;
  /** What the server is called in errors. */
  who?: string;
  /** Nobody waits for it any more. */
  ended?: AbortSignal;
}

/**
 * What is at this address, which is https. Throws `timeout`, `disconnected`, `too-large` for more than `most` bytes,
 * `no-account` where the server says no.
 */
export async function fetchBytes(
  url: string,
  most: number,
  { accept, who = 'the domain', ended }: Asking = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const late = AbortSignal.timeout(PATIENCE);
  try {
    const response = await fetch(url, {
      signal: ended ? AbortSignal.any([late, ended]) : late,
      redirect: 'error',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      ...(accept === undefined ? {} : { headers: { accept } }),
    });
    if (!response.ok) throw new FacetError('no-account', `${who} answered ${response.status}`);
    return await readBytes(response, most, who);
  } catch (cause) {
    if (cause instanceof FacetError) throw cause;
    if (late.aborted) throw new FacetError('timeout', `${who} did not answer in time`, { cause });
    throw new FacetError('disconnected', `${who} could not be reached`, { cause });
  }
}

/** The body, no further than the limit: how long it is said to be is not believed. */
async function readBytes({ body }: Response, most: number, who: string): Promise<Uint8Array<ArrayBuffer>> {
  const reader = body?.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.length;
    if (size > most) {
      void reader?.cancel();
      throw new FacetError('too-large', `${who} may answer with ${most} bytes`);
    }
    parts.push(part.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
