/**
 * One look at who some pubkeys are, before any of them is an account: a feed of its own that ends after a moment.
 * What it finds is checked as everything from relays is, shown once, and kept nowhere.
 */
import type { NostrEvent } from '../nostr/event';
import { isNewer, PROFILE, toProfile } from '../nostr/lists';
import { isSamePlace, toPlace, type EventPlace } from '../nostr/replace-diff';
import { parseVerifiedEvent } from '../nostr/verify';
import type { FoundProfile } from '../rpc/imports';
import type { Connections } from './connections';
import { createFeed, MAX_AHEAD, type Feed, type FeedEvents } from './feed';

/** Relays that answer later than this are not waited for. */
const PATIENCE = 3_000;

/** A feed of all that these relays have of the pubkeys. */
function listen(
  connections: Connections,
  pubkeys: string[],
  relayUrls: string[],
  events: Pick<FeedEvents, 'isWanted' | 'onEvent'>,
): Feed {
  const feed = createFeed(() => connections, {
    ...events,
    onHeard: () => undefined,
    onComplete: () => undefined,
  });
  feed.follow(relayUrls.map((url) => ({ url, authors: [{ pubkeys }] })));
  return feed;
}

/** Hears for a moment what these relays have of the pubkeys, checked like everything from relays; ends by itself. */
export function listenBriefly(
  connections: Connections,
  pubkeys: string[],
  relayUrls: string[],
  onEvent: (event: NostrEvent) => void,
): void {
  const feed = listen(connections, pubkeys, relayUrls, { isWanted: () => true, onEvent });
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
    const feed = listen(connections, pubkeys, relayUrls, {
      isWanted: (event) => isNewer(event, newest.get(toKey(event))),
      onEvent(event) {
        newest.set(toKey(event), event);
        if (pubkeys.every((pubkey) => newest.has(toKey({ pubkey, kind: PROFILE })))) end();
      },
    });
    const timer = setTimeout(end, PATIENCE);
  });
  return pubkeys.flatMap((pubkey) => toFound(pubkey, [...newest.values()]));
}

/**
 * The newest event of an author's place that these relays have; undefined where none of them showed one, which does
 * not prove that there is none. Takes three seconds at most, and less once every relay has answered.
 */
export function findNewest(
  connections: Connections,
  pubkey: string,
  place: EventPlace,
  relayUrls: string[],
): Promise<NostrEvent | undefined> {
  if (relayUrls.length === 0) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    let newest: NostrEvent | undefined;
    const use = connections.use(relayUrls);
    const end = () => {
      clearTimeout(timer);
      stop();
      use.release();
      resolve(newest);
    };
    const timer = setTimeout(end, PATIENCE);
    const { kind, d } = place;
    const filter = { kinds: [kind], authors: [pubkey], ...(d === undefined ? {} : { '#d': [d] }) };
    const stop = use.subscribe(
      [filter],
      (raw) => {
        const isMeant = raw.pubkey === pubkey && raw.kind === kind && isNewer(raw, newest);
        if (!isMeant || raw.created_at > Date.now() / 1000 + MAX_AHEAD) return;
        try {
          const event = parseVerifiedEvent(raw);
          if (isSamePlace(place, toPlace(event))) newest = event;
        } catch {
          return; // forged, altered or malformed: as if it had never been sent
        }
      },
      // what came together with the last word is still on its way through NDK
      () => setTimeout(end),
    );
  });
}

function toFound(pubkey: string, events: NostrEvent[]): FoundProfile[] {
  const own = events.filter((event) => event.pubkey === pubkey);
  if (own.length === 0) return [];
  const profile = own.find(({ kind }) => kind === PROFILE);
  const seenAt = Math.max(...own.map(({ created_at }) => created_at)) * 1000;
  return [{ pubkey, seenAt, ...(profile ? toProfile(profile) : {}) }];
}
