/** Which earlier copies of an account's replaceable events are kept; pure. */
import type { NostrEvent } from './event';
import { isNewer } from './lists';
import { toLosses } from './replace-danger';
import { isSamePlace, toPlace, toReplaceDiff } from './replace-diff';

/** Most copies of one place, and most places. */
export const MOST_COPIES = 10;
const MOST_PLACES = 200;

/** Most characters that the copies of one account take, as JSON. */
export const MOST_CHARACTERS = 4_000_000;

const isNewerFirst = (one: NostrEvent, other: NostrEvent): number => (isNewer(one, other) ? -1 : 1);

/** The copies of the place that `event` takes, the newest first. */
export const copiesOf = (
  copies: readonly NostrEvent[],
  event: Pick<NostrEvent, 'kind' | 'tags'>,
): NostrEvent[] => {
  const place = toPlace(event);
  return place ? copies.filter((copy) => isSamePlace(place, toPlace(copy))).toSorted(isNewerFirst) : [];
};

/**
 * The copies with these events among them, ten of each place. What goes first is the oldest, but never one that was
 * followed by a great loss while another can go: ten bad copies in a row must not push out the last good one.
 */
export function addCopies(copies: readonly NostrEvent[], events: readonly NostrEvent[]): NostrEvent[] {
  const all = [...new Map([...copies, ...events].map((event) => [event.id, event])).values()];
  const places = new Map<string, NostrEvent[]>();
  for (const event of all.toSorted(isNewerFirst)) {
    const place = toPlace(event);
    if (!place) continue;
    const key = JSON.stringify(place);
    places.set(key, [...(places.get(key) ?? []), event]);
  }
  const recent = [...places.values()].slice(0, MOST_PLACES).map(trim);
  return cut(recent);
}

function trim(copies: NostrEvent[]): NostrEvent[] {
  let left = copies;
  while (left.length > MOST_COPIES) {
    const isLast = (at: number) => {
      const [copy, next] = [left[at], left[at - 1]];
      return copy && next ? toLosses(toReplaceDiff(copy, next), copy.kind).length > 0 : false;
    };
    const index = left.findLastIndex((_, at) => at > 0 && !isLast(at));
    left = left.toSpliced(index > 0 ? index : left.length - 1, 1);
  }
  return left;
}

/** Takes the oldest copies of all places out, never the newest of a place, until the rest fits. */
function cut(places: NostrEvent[][]): NostrEvent[] {
  const sizes = new Map(places.flat().map((event) => [event.id, JSON.stringify(event).length]));
  let size = [...sizes.values()].reduce((sum, each) => sum + each, 0);
  const gone = new Set<string>();
  const older = places.flatMap((copies) => copies.slice(1)).toSorted((a, b) => a.created_at - b.created_at);
  const newest = places.flatMap((copies) => copies.slice(0, 1)).toReversed();
  for (const { id } of [...older, ...newest]) {
    if (size <= MOST_CHARACTERS) break;
    size -= sizes.get(id) ?? 0;
    gone.add(id);
  }
  return places.flat().filter(({ id }) => !gone.has(id));
}
