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

/** A name of the web: no number, which may be of the home network, and no onion, which this browser cannot open. */
export function isPublicRelay(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  const top = hostname.slice(hostname.lastIndexOf('.') + 1);
  return (
    protocol === 'wss:' && hostname.includes('.') && /^[a-z][a-z0-9-]+$/.test(top) && !HOME.includes(top)
  );
}

const HOME: readonly string[] = ['localhost', 'local', 'internal', 'lan', 'home', 'onion', 'i2p'];

/**
 * Of the relays that somebody else names, those that Facet opens: public ones. One of this machine or of the home
 * network only where a relay that the person chose (`own`) is on the same host, as for who develops there.
 */
export function toOpenable(urls: readonly string[], own: readonly string[]): string[] {
  const hosts = own.map((url) => new URL(url).hostname);
  return urls.filter((url) => isPublicRelay(url) || hosts.includes(new URL(url).hostname));
}
