import type { EventTemplate } from './event';
import { parseRelayUrl } from './relay-url';

/** Signing in to a relay (NIP-42). */
const AUTH = 22_242;

/** The relay that this event signs in to, in its normal form; with or without encryption it is the same one. */
export function toAuthRelay({ kind, tags }: Pick<EventTemplate, 'kind' | 'tags'>): string | undefined {
  const url = kind === AUTH ? tags.find(([tag]) => tag === 'relay')?.[1] : undefined;
  if (url === undefined) return undefined;
  try {
    return parseRelayUrl(url.trim().replace(/^ws:/i, 'wss:'));
  } catch {
    return undefined; // no relay that Facet could name
  }
}
