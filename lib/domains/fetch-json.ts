/** JSON that a server of the web says. What it says is still to be parsed. */
import { InvalidError } from '../rpc/errors';
import { fetchBytes, type Asking } from './fetch-bytes';

/** The JSON at this address. Throws as `fetchBytes` does, and `invalid` for no JSON. */
export async function fetchJson(
  url: string,
  most: number,
  asking: Asking & { who: string },
): Promise<unknown> {
  const text = new TextDecoder().decode(await fetchBytes(url, most, asking));
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new InvalidError(`${asking.who} answered with something else than JSON`, { cause });
  }
}
