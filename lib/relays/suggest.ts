/**
 * Where people write: their relay lists (10002), asked of a few relays for a moment, checked like everything from
 * relays, counted and kept nowhere. The counting is pure.
 */
import type { NostrEvent } from '../nostr/event';
import { isNewer, RELAYS } from '../nostr/lists';
import { toRelayRows } from '../nostr/relay-lists';
import { isPublicRelay } from '../nostr/relay-url';
import type { RelaySuggestions } from '../rpc/relays';
import type { Head, Lane } from './checking';
import type { Connections } from './connections';
import { isFarAhead } from './listening';
import { loadNdk } from './ndk';

/** How long relays may take to tell, and be checked (ms). */
const PATIENCE = 6_000;

/** Most people in one question: many relays take no more. */
const MOST_IN_FILTER = 250;

/** Most relays of one list that count: nobody may fill the count alone. */
const MOST_OF_ONE = 10;

const MOST_SUGGESTED = 10;

/** The newest relay lists of these people that these relays have. Takes six seconds at most, less once all have answered. */
export async function findRelayLists(
  connections: Connections,
  pubkeys: readonly string[],
  relayUrls: readonly string[],
): Promise<NostrEvent[]> {
  const { checking, distrust } = connections;
  const asked = relayUrls.filter((url) => !distrust.reasonOf(url));
  if (asked.length === 0 || pubkeys.length === 0) return [];
  await loadNdk();
  const people = new Set(pubkeys);
  const newest = new Map<string, NostrEvent>();
  const isMeant = (head: Head) =>
    head.kind === RELAYS && people.has(head.pubkey) && isNewer(head, newest.get(head.pubkey));
  return new Promise((resolve) => {
    let left = asked.length;
    const ends = asked.map(askOne);
    const timer = setTimeout(end, PATIENCE);

    function end(): void {
      clearTimeout(timer);
      for (const stop of ends) stop();
      resolve([...newest.values()]);
    }

    function askOne(url: string): () => void {
      const use = connections.use([url]);
      const lane: Lane = checking.open({
        isWanted: isMeant,
        onEvent: (event) => newest.set(event.pubkey, event),
        onForged: () => distrust.note(url, 'forged'),
      });
      const stop = use.subscribe(
        toFilters(pubkeys),
        (raw, { frame }) => {
          if (isMeant(raw) && !isFarAhead(raw)) lane.add(raw, frame);
        },
        () =>
          lane.after(() => {
            left -= 1;
            if (left === 0) end();
          }),
      );
      return () => {
        stop();
        lane.close();
        use.release();
      };
    }
  });
}

const toFilters = (pubkeys: readonly string[]) =>
  Array.from({ length: Math.ceil(pubkeys.length / MOST_IN_FILTER) }, (_, index) => ({
    kinds: [RELAYS],
    authors: pubkeys.slice(index * MOST_IN_FILTER, (index + 1) * MOST_IN_FILTER),
  }));

/** The relays that most of these lists write to, without `left`, and without any that only some machine knows. */
export function countRelays(
  lists: readonly Pick<NostrEvent, 'kind' | 'tags'>[],
  left: readonly string[],
): RelaySuggestions['relays'] {
  const counts = new Map<string, number>();
  for (const { kind, tags } of lists) {
    const writes = toRelayRows(kind, tags).filter(({ write }) => write);
    for (const { url } of writes.slice(0, MOST_OF_ONE)) counts.set(url, (counts.get(url) ?? 0) + 1);
  }
  return [...counts]
    .filter(([url]) => isPublicRelay(url) && !left.includes(url))
    .toSorted(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
    .slice(0, MOST_SUGGESTED)
    .map(([url, count]) => ({ url, count }));
}
