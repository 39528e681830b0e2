/**
 * JSON that a server of the web says: asked once, over https alone, without cookies or a referrer. It may not send us
 * elsewhere, take its time or say much. What it says is still to be parsed.
 */
import { FacetError, InvalidError } from '../rpc/errors';

/** How long a server may take (ms). */
const PATIENCE = 10_000;

export interface JsonQuestion {
  url: string;
  /** How much it may say (bytes). */
  most: number;
  /** The kind of JSON that is asked for, where that matters. */
  accept?: string;
  /** What the server is called in errors. */
  who: string;
}

/** The JSON. Throws `timeout`, `disconnected`, `too-large`, `invalid` for no JSON, `no-account` where the server says no. */
export async function fetchJson(question: JsonQuestion): Promise<unknown> {
  const text = await fetchText(question);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new InvalidError(`${question.who} answered with something else than JSON`, { cause });
  }
}

async function fetchText({ url, most, accept, who }: JsonQuestion): Promise<string> {
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    const response = await fetch(url, {
      signal,
      redirect: 'error',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      cache: 'no-store',
      ...(accept === undefined ? {} : { headers: { accept } }),
    });
    if (!response.ok) throw new FacetError('no-account', `${who} answered ${response.status}`);
    return await readText(response, most, who);
  } catch (cause) {
    if (cause instanceof FacetError) throw cause;
    if (signal.aborted) throw new FacetError('timeout', `${who} did not answer in time`, { cause });
    throw new FacetError('disconnected', `${who} could not be reached`, { cause });
  }
}

/** The body, no further than the limit: how long it is said to be is not believed. */
async function readText({ body }: Response, most: number, who: string): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.length;
    if (size > most) {
      void reader?.cancel();
      throw new FacetError('too-large', `${who} may answer with ${most} bytes`);
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}
