import { InvalidError } from '../rpc/errors';
import { hex32, object, string } from '../rpc/parse';
import { readEventDraft, toEventId, type NostrEvent } from './event';
import { hasSignature } from './signature';

/** Follow lists of ten thousand exist; more is a relay that wants our memory. */
const MAX_RELAY_TAGS = 20_000;

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
