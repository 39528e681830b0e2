import { EventType, EventUtils, type Event } from '@nostr-relay/common';

/** `kind:pubkey:d` of a replaceable or addressable event; null for events that are all kept (NIP-01). */
export function toAddress(event: Event): string | null {
  const type = EventUtils.getType(event.kind);
  if (type === EventType.REPLACEABLE) return `${event.kind}:${event.pubkey}:`;
  if (type !== EventType.PARAMETERIZED_REPLACEABLE) return null;
  const d = event.tags.find(([name]) => name === 'd')?.[1] ?? '';
  return `${event.kind}:${event.pubkey}:${d}`;
}
