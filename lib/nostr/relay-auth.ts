import type { EventTemplate, NostrEvent, UnsignedEvent } from './event';
import { parseRelayUrl } from './relay-url';

/** Signing in to a relay (NIP-42). */
const AUTH = 22_242;

/** An event that proves who asks, made for one challenge of one relay. */
export interface Proof {
  event: NostrEvent;
  /** The relay did not take it. */
  refused(): void;
  /** It counts no more: its socket is gone, or it was never sent. */
  over(): void;
}

/** The event that signs in to the relay at exactly this URL with its challenge; `now` in seconds. */
export const toSignInEvent = (
  pubkey: string,
  relay: string,
  challenge: string,
  now: number,
): UnsignedEvent => ({
  ...{ pubkey, created_at: now, kind: AUTH, content: '' },
  tags: [
    ['relay', relay],
    ['challenge', challenge],
  ],
});

/** The relay that this event signs in to, as `toSignInRelay` names it. */
export function toAuthRelay({ kind, tags }: Pick<EventTemplate, 'kind' | 'tags'>): string | undefined {
  const url = kind === AUTH ? tags.find(([tag]) => tag === 'relay')?.[1] : undefined;
  return url === undefined ? undefined : toSignInRelay(url);
}

/** The one name of a relay that accounts sign in to: its normal form, with or without encryption. */
export function toSignInRelay(url: string): string | undefined {
  try {
    return parseRelayUrl(url.trim().replace(/^ws:/i, 'wss:'));
  } catch {
    return undefined; // no relay that Facet could name
  }
}
