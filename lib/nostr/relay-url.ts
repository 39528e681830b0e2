import { InvalidError } from '../rpc/errors';

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
  return url.href;
}
