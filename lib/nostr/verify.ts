import { schnorr } from './secp256k1';
import { bytesToHex, hexToBytes } from '@noble/curves/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { InvalidError } from '../rpc/errors';
import { hex32, object, string } from '../rpc/parse';
import { readEventDraft, serializeEvent, type NostrEvent, type UnsignedEvent } from './event';

/** Follow lists of ten thousand exist; more is a relay that wants our memory. */
const MAX_RELAY_TAGS = 20_000;

/** The event's id: hex SHA-256 of its serialisation (NIP-01). */
export const toEventId = (event: UnsignedEvent): string =>
  bytesToHex(sha256(utf8ToBytes(serializeEvent(event))));

const identity = object<Pick<NostrEvent, 'id' | 'pubkey' | 'sig'>>({
  id: hex32,
  pubkey: hex32,
  sig: string(128),
});

/**
 * A fresh copy of an event that came from outside, or InvalidError: shape, limits, id and signature all hold.
 * The id is computed here and the copy carries no caller's symbols, so no earlier result can be borrowed.
 */
export function parseVerifiedEvent(value: unknown): NostrEvent {
  const event = parseHashedEvent(value);
  if (!hasSignature(event)) throw new InvalidError('the event signature does not verify');
  return event;
}

/** The same but for the signature: who it is by is not known yet. */
export function parseHashedEvent(value: unknown): NostrEvent {
  const { id, pubkey, sig } = identity(value, 'event');
  const { kind, tags, content, created_at } = readEventDraft(value, 'event', MAX_RELAY_TAGS);
  if (created_at === undefined) throw new InvalidError('created_at must be an integer, got undefined');
  const event = { id, pubkey, created_at, kind, tags, content, sig };
  if (toEventId(event) !== id) throw new InvalidError('the event id is not the hash of the event');
  return event;
}

/** Whether the author signed the id; costs a millisecond or more. */
export function hasSignature({ sig, id, pubkey }: NostrEvent): boolean {
  if (!/^[0-9a-f]{128}$/.test(sig)) return false;
  try {
    return schnorr.verify(hexToBytes(sig), hexToBytes(id), hexToBytes(pubkey));
  } catch {
    return false; // a pubkey that is no point on the curve
  }
}
