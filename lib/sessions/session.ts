/** One account that is logged in and live: its signer, and what relays say of it. */
import { FOLLOWS, isNewer, MUTES, PROFILE, toFollows, toMutes, toProfile } from '../nostr/lists';
import type { NostrEvent } from '../nostr/event';
import type { ProfileView } from '../rpc/snapshot';
import type { Signer } from '../signers/signer';

export interface Session {
  readonly pubkey: string;
  readonly signer: Signer;
  /** The newest verified event of each kind, by kind: 0, 3, 10000, 10002. */
  readonly events: Map<number, NostrEvent>;
  profile: ProfileView;
  /** Empty as long as `events` has no kind 3. */
  follows: Set<string>;
  /** Empty as long as `events` has no kind 10000. */
  mutes: Set<string>;
}

export const createSession = (signer: Signer): Session => ({
  pubkey: signer.pubkey,
  signer,
  events: new Map(),
  profile: {},
  follows: new Set(),
  mutes: new Set(),
});

/** Takes a verified event of this account; false when what is held is as new or newer. */
export function applyEvent(session: Session, event: NostrEvent): boolean {
  if (!isNewer(event, session.events.get(event.kind))) return false;
  session.events.set(event.kind, event);
  if (event.kind === PROFILE) session.profile = toProfile(event);
  if (event.kind === FOLLOWS) session.follows = toFollows(event);
  if (event.kind === MUTES) session.mutes = toMutes(event);
  return true;
}
