/**
 * One look at who some pubkeys are, before any of them is an account: a feed of its own that ends after a moment.
 * What it finds is checked as everything from relays is, shown once, and kept nowhere.
 */
import type { NostrEvent } from '../nostr/event';
import { isNewer, PROFILE, toProfile } from '../nostr/lists';
import type { FoundProfile } from '../rpc/imports';
import type { Connections } from './connections';
import { createFeed } from './feed';

/** Relays that answer later than this are not waited for. */
const PATIENCE = 3_000;

/** Hears for a moment what these relays have of the pubkeys, checked like everything from relays; ends by itself. */
export function listenBriefly(
  connections: Connections,
  pubkeys: string[],
  relayUrls: string[],
  onEvent: (event: NostrEvent) => void,
): void {
  const feed = createFeed(connections, { isWanted: () => true, onEvent });
  feed.follow(pubkeys, relayUrls);
  setTimeout(() => feed.stop(), PATIENCE);
}

/** What these relays know of the pubkeys; those they know nothing of are left out. Takes three seconds at most. */
export async function findProfiles(
  connections: Connections,
  pubkeys: string[],
  relayUrls: string[],
): Promise<FoundProfile[]> {
  if (relayUrls.length === 0) return [];
  const newest = new Map<string, NostrEvent>();
  const toKey = ({ pubkey, kind }: Pick<NostrEvent, 'pubkey' | 'kind'>) => `${kind} ${pubkey}`;
  await new Promise<void>((done) => {
    const end = () => {
      clearTimeout(timer);
      feed.stop();
      done();
    };
    const feed = createFeed(connections, {
      isWanted: (event) => isNewer(event, newest.get(toKey(event))),
      onEvent(event) {
        newest.set(toKey(event), event);
        if (pubkeys.every((pubkey) => newest.has(toKey({ pubkey, kind: PROFILE })))) end();
      },
    });
    const timer = setTimeout(end, PATIENCE);
    feed.follow(pubkeys, relayUrls);
  });
  return pubkeys.flatMap((pubkey) => toFound(pubkey, [...newest.values()]));
}

function toFound(pubkey: string, events: NostrEvent[]): FoundProfile[] {
  const own = events.filter((event) => event.pubkey === pubkey);
  if (own.length === 0) return [];
  const profile = own.find(({ kind }) => kind === PROFILE);
  const seenAt = Math.max(...own.map(({ created_at }) => created_at)) * 1000;
  return [{ pubkey, seenAt, ...(profile ? toProfile(profile) : {}) }];
}
