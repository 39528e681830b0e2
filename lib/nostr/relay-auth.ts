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

/** A server, whatever is asked of it: its name and port. */
const toServer = (url: string): string => new URL(url).host.replace(/\.(?=:|$)/, '');

/**
 * The accounts that the server of a relay has seen; `signedIn` is by relay, and `relay` is as `toSignInRelay` names it.
 * What stands behind its name and port makes it no other server, and the same people run it.
 */
export function toSeenBy(signedIn: Readonly<Record<string, string[]>>, relay: string): string[] {
  const server = toServer(relay);
  const seen = Object.entries(signedIn).flatMap(([each, pubkeys]) =>
    toServer(each) === server ? pubkeys : [],
  );
  return [...new Set(seen)];
}
