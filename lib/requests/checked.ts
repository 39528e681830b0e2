import type { NostrEvent, UnsignedEvent } from '../nostr/event';
import { serializeEvent } from '../nostr/event';
import { parseVerifiedEvent } from '../nostr/verify';
import { FacetError } from '../rpc/errors';

/**
 * What a signer gave back, if it is what was asked for: same fields, same author, right id, valid signature.
 * Throws FacetError `signer-mismatch`; nothing else of a signer's output ever reaches a page.
 */
export function expectSigned(asked: UnsignedEvent, signed: unknown): NostrEvent {
  let event: NostrEvent;
  try {
    event = parseVerifiedEvent(signed);
  } catch (cause) {
    throw new FacetError('signer-mismatch', 'the signer did not return a valid event', { cause });
  }
  if (serializeEvent(event) === serializeEvent(asked)) return event;
  throw new FacetError('signer-mismatch', 'the signer changed the event');
}
