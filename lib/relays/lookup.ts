/**
 * One look at who some pubkeys are, before any of them is an account: a feed of its own that ends after a moment.
 * What it finds is checked as everything from relays is, shown once, and kept nowhere.
 */
import type { NostrEvent } from '../nostr/event';
import { isNewer, PROFILE, toProfile } from '../nostr/lists';
import { isSamePlace, toPlace, type EventPlace } from '../nostr/replace-diff';
import type { FoundProfile } from '../rpc/imports';
import type { Head, Lane } from './checking';
import type { Connections } from './connections';
import { createFeed, type Feed, type FeedEvents } from './feed';
import { isFarAhead } from './listening';
import { loadNdk } from './ndk';

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

/** What relays said of a place. */
export interface Newest {
  /** Absent: none of them showed one, which does not prove that there is none. */
  event?: NostrEvent;
  /** At least one of them has said that this is all it has. */
  isAnswered: boolean;
}

/** The newest event of an author's place that these relays have. Takes three seconds at most, and less once every one has answered. */
export async function findNewest(
  connections: Connections,
  pubkey: string,
  place: EventPlace,
  relayUrls: string[],
): Promise<Newest> {
  const { checking, distrust } = connections;
  const asked = relayUrls.filter((url) => !distrust.reasonOf(url));
  if (asked.length === 0) return { isAnswered: false };
  await loadNdk();
  return new Promise((resolve) => {
    let newest: NostrEvent | undefined;
    const answered = new Set<string>();
    const lanes: Lane[] = [];
    const { kind, d } = place;
    const filter = { kinds: [kind], authors: [pubkey], ...(d === undefined ? {} : { '#d': [d] }) };
    const isMeant = (head: Head) => head.pubkey === pubkey && head.kind === kind && isNewer(head, newest);

    /** Each is asked by itself: one that is silent must not hide that another has answered. */
    function ask(url: string): () => void {
      const use = connections.use([url]);
      const lane = checking.open({
        isWanted: isMeant,
        onEvent(event) {
          if (isSamePlace(place, toPlace(event))) newest = event;
        },
        onForged: () => distrust.note(url, 'forged'),
      });
      lanes.push(lane);
      // a lookup is short: what is of no use is left to those who listen for long
      const stop = use.subscribe(
        [filter],
        (raw, { frame }) => {
          if (isMeant(raw) && !isFarAhead(raw)) lane.add(raw, frame);
        },
        () => {
          answered.add(url);
          if (answered.size === asked.length) afterAll(lanes, end);
        },
      );
      return () => {
        stop();
        lane.close();
        use.release();
      };
    }

    const end = () => {
      clearTimeout(timer);
      for (const close of closes) close();
      resolve({ ...(newest ? { event: newest } : {}), isAnswered: answered.size > 0 });
    };
    const timer = setTimeout(end, PATIENCE);
    const closes = asked.map(ask);
  });
}

/** Runs `then` after everything that waits in any of these lanes. */
function afterAll(lanes: readonly Lane[], then: () => void): void {
  let left = lanes.length;
  if (left === 0) then();
  for (const lane of lanes) {
    lane.after(() => {
      left -= 1;
      if (left === 0) then();
    });
  }
}

function toFound(pubkey: string, events: NostrEvent[]): FoundProfile[] {
  const own = events.filter((event) => event.pubkey === pubkey);
  if (own.length === 0) return [];
  const profile = own.find(({ kind }) => kind === PROFILE);
  const seenAt = Math.max(...own.map(({ created_at }) => created_at)) * 1000;
  return [{ pubkey, seenAt, ...(profile ? toProfile(profile) : {}) }];
}
