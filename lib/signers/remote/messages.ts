/** The messages of NIP-46: requests and answers in JSON, under NIP-44, in events of kind 24133. */
import type { NostrEvent } from '../../nostr/event';
import { parseVerifiedEvent } from '../../nostr/verify';
import { REMOTE_SIGNING } from '../../relays/channel';
import { FacetError, InvalidError } from '../../rpc/errors';
import { object, optional, string } from '../../rpc/parse';
import type { Signer } from '../signer';

/** Most bytes that NIP-44 encrypts, and most characters that such a ciphertext has. */
const MAX_PLAINTEXT = 65_535;
const MAX_CIPHERTEXT = 87_472;

/** A message has one tag; a few more do no harm. */
const MAX_TAGS = 20;

const MAX_AUTH_URL = 2_048;

export interface Request {
  id: string;
  method: string;
  params: string[];
}

/** `refused`: whatever the remote signer says of its reasons, it is not for web pages. */
export type Answer = { id: string } & (
  { type: 'result'; result: string | undefined } | { type: 'auth'; url: string } | { type: 'refused' }
);

const reply = object<{ id: string; result: string | undefined; error: string | undefined }>({
  id: string(200),
  result: optional(string(MAX_PLAINTEXT)),
  error: optional(string(MAX_PLAINTEXT)),
});

/** The answer in a decrypted text. Throws for anything else, and for an address that nobody should open. */
export function parseAnswer(text: string): Answer {
  const { id, result, error } = reply(JSON.parse(text), 'answer');
  if (result === 'auth_url' && error) return { id, type: 'auth', url: error };
  return error ? { id, type: 'refused' } : { id, type: 'result', result };
}

/** The https address of a page where the person approves something. Throws InvalidError for any other. */
export function parseAuthUrl(input: string): string {
  if (input.length > MAX_AUTH_URL || !URL.canParse(input)) throw new InvalidError('this is not an address');
  const { protocol, username, password, href } = new URL(input);
  if (protocol !== 'https:' || username || password) throw new InvalidError('this address is not https');
  return href;
}

/** A request as the event that carries it. Throws `too-large`. */
export async function sealRequest(request: Request, client: Signer, to: string): Promise<NostrEvent> {
  const text = JSON.stringify(request);
  if (new TextEncoder().encode(text).length > MAX_PLAINTEXT) {
    throw new FacetError('too-large', 'this is too large for a remote signer; nothing was sent');
  }
  return client.signEvent({
    pubkey: client.pubkey,
    kind: REMOTE_SIGNING,
    created_at: Math.floor(Date.now() / 1000),
    tags: [['p', to]],
    content: await client.nip44.encrypt(to, text),
  });
}

/**
 * The plaintext of an event, if it is a message to `client` by somebody who is listened to; undefined for all else.
 * Cheap questions come first: whoever is not listened to costs no signature check, nor does what was `seen` before.
 */
export async function openMessage(
  raw: NostrEvent,
  client: Signer,
  isHeard: (author: string) => boolean,
  seen = new Set<string>(),
): Promise<{ author: string; text: string } | undefined> {
  try {
    if (raw.kind !== REMOTE_SIGNING || raw.content.length > MAX_CIPHERTEXT) return undefined;
    if (raw.tags.length > MAX_TAGS || !isHeard(raw.pubkey)) return undefined;
    if (seen.has(raw.id)) return undefined;
    const event = parseVerifiedEvent(raw);
    seen.add(event.id); // not before: what borrows the id of a true one must not keep that out
    if (!event.tags.some(([name, value]) => name === 'p' && value === client.pubkey)) return undefined;
    return { author: event.pubkey, text: await client.nip44.decrypt(event.pubkey, event.content) };
  } catch {
    return undefined; // forged, malformed, for somebody else, or not under NIP-44: as if it had never been sent
  }
}
