/** The addresses of remote signers (NIP-46): bunker URL, nostrconnect URL, and what a domain says of a bunker name. Errors never repeat the input. */
import { InvalidError } from '../rpc/errors';
import { parsePubkey } from './keys';
import { parseRelayUrl, toOpenable } from './relay-url';

/** More relays than this are a way to make us connect to many places. */
export const MAX_BUNKER_RELAYS = 10;

const MAX_SECRET = 500;
const MAX_PERMS = 100;

/** Where a remote signer waits; `secret` proves once that the person got the URL from it. */
export interface BunkerUrl {
  signerPubkey: string;
  relays: string[];
  secret?: string;
}

/** Where a client waits for a remote signer. */
export interface NostrConnectUrl {
  clientPubkey: string;
  relays: string[];
  secret: string;
  perms: string[];
  name?: string;
}

/** Scheme, 64 hex digits, query: not `new URL`, because browsers disagree about hosts of such schemes. */
const URL_FORM = /^([a-z]+):\/\/([0-9a-f]{64})\/?(?:\?([^#]*))?$/i;

function read(input: string, scheme: string): { pubkey: string; query: URLSearchParams } {
  const [, head = '', pubkey = '', query = ''] = URL_FORM.exec(input.trim()) ?? [];
  if (head.toLowerCase() !== scheme) {
    throw new InvalidError(`this is not a ${scheme} URL: ${scheme}:// and 64 hex digits are expected`);
  }
  return { pubkey: parsePubkey(pubkey).pubkey, query: new URLSearchParams(query) };
}

function readSecret(query: URLSearchParams): string | undefined {
  const secret = query.get('secret') ?? '';
  if (secret.length > MAX_SECRET)
    throw new InvalidError(`the secret must have at most ${MAX_SECRET} characters`);
  return secret === '' ? undefined : secret;
}

/** The relays of a remote signer, in normal form and once each. Throws InvalidError for none, too many, or a bad one. */
export function parseBunkerRelays(urls: readonly string[]): string[] {
  if (urls.length === 0) throw new InvalidError('a remote signer must name at least one relay');
  if (urls.length > MAX_BUNKER_RELAYS) {
    throw new InvalidError(
      `a remote signer may name at most ${MAX_BUNKER_RELAYS} relays, got ${urls.length}`,
    );
  }
  return [...new Set(urls.map(parseRelayUrl))];
}

/** `bunker://<remote-signer-pubkey>?relay=…&relay=…&secret=…` */
export function parseBunkerUrl(input: string): BunkerUrl {
  const { pubkey, query } = read(input, 'bunker');
  const secret = readSecret(query);
  return {
    signerPubkey: pubkey,
    relays: parseBunkerRelays(query.getAll('relay')),
    ...(secret === undefined ? {} : { secret }),
  };
}

/** `nostrconnect://<client-pubkey>?relay=…&secret=…&perms=…&name=…` */
export function parseNostrConnectUrl(input: string): NostrConnectUrl {
  const { pubkey, query } = read(input, 'nostrconnect');
  const secret = readSecret(query);
  if (secret === undefined) throw new InvalidError('a nostrconnect URL must have a secret');
  const perms = (query.get('perms') ?? '').split(',').filter(Boolean);
  if (perms.length > MAX_PERMS)
    throw new InvalidError(`at most ${MAX_PERMS} permissions are read, got ${perms.length}`);
  const name = query
    .get('name')
    ?.slice(0, 100)
    .replace(/[\uD800-\uDBFF]$/, ''); // no half of a character
  return {
    clientPubkey: pubkey,
    relays: parseBunkerRelays(query.getAll('relay')),
    secret,
    perms,
    ...(name ? { name } : {}),
  };
}

/** The text of a nostrconnect URL, for a QR code or to copy. */
export function toNostrConnectUrl({ clientPubkey, relays, secret, perms, name }: NostrConnectUrl): string {
  const query = new URLSearchParams();
  for (const relay of relays) query.append('relay', relay);
  query.set('secret', secret);
  if (perms.length > 0) query.set('perms', perms.join(','));
  if (name) query.set('name', name);
  // a plus for a space is for forms; signers that decode by hand would show it
  return `nostrconnect://${clientPubkey}?${query.toString().replaceAll('+', '%20')}`;
}

/**
 * What `/.well-known/nostr.json` says of a name: the remote signer's pubkey in `names`, its relays in `nip46`,
 * either under that pubkey or as `relays` (NIP-05, NIP-46). `own`: the relays that the person chose.
 */
export function parseBunkerDocument(document: unknown, name: string, own: readonly string[] = []): BunkerUrl {
  const pubkey = member(member(document, 'names'), name);
  if (typeof pubkey !== 'string') throw new InvalidError('this domain does not know the name');
  const { pubkey: signerPubkey } = parsePubkey(pubkey);
  const nip46 = member(document, 'nip46');
  const named = member(nip46, signerPubkey) ?? member(nip46, 'relays');
  if (!Array.isArray(named) || !named.every((relay) => typeof relay === 'string')) {
    throw new InvalidError('this domain names no relays of a remote signer');
  }
  const relays = toOpenable(parseBunkerRelays(named), own);
  if (relays.length === 0) throw new InvalidError('this domain names only relays of this machine or network');
  return { signerPubkey, relays };
}

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
