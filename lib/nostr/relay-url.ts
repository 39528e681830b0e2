import { InvalidError } from '../rpc/errors';

/** Most characters of a relay's URL in its normal form; every place that stores one relies on it. */
export const MAX_RELAY_URL = 500;

/** A relay's URL in its normal form; wss everywhere, ws only on this machine, by the names that the CSP can say. Throws InvalidError. */
export function parseRelayUrl(input: string): string {
  const text = input.trim();
  if (!URL.canParse(text)) throw new InvalidError('a relay is a URL like wss://relay.example');
  const url = new URL(text);
  const isLoopback = ['localhost', '127.0.0.1'].includes(url.hostname);
  if (url.protocol !== 'wss:' && !(url.protocol === 'ws:' && isLoopback)) {
    throw new InvalidError('a relay URL must begin with wss:// (ws:// only on this machine)');
  }
  if (url.username || url.password) throw new InvalidError('a relay URL must not contain a password');
  url.hash = '';
  if (url.href.length > MAX_RELAY_URL) {
    throw new InvalidError(`a relay URL has at most ${MAX_RELAY_URL} characters, got ${url.href.length}`);
  }
  return url.href;
}

/** The same for what somebody else wrote: none for one that Facet never opens. */
export function readRelayUrl(input: string): string[] {
  try {
    return [parseRelayUrl(input)];
  } catch {
    return [];
  }
}
