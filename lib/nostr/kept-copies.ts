/** Which earlier copies of an account's replaceable events are kept; pure. */
import type { NostrEvent } from './event';
import { toEntries } from './list-entries';
import { ACCOUNT_KINDS, isNewer } from './lists';
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
 * The copies with these events among them, ten of each place. What goes first is the oldest, but while another can go never
 * the fullest one, nor one that was followed by a great loss: ten bad copies in a row must not push out the last good one,
 * and many small losses not what there was before them. What an account is and lists is never pushed out by other kinds.
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
  const [own, others] = [true, false].map((is) =>
    [...places.values()].filter(([copy]) => isOfAccount(copy) === is).map(trim),
  );
  return cut(own ?? [], (others ?? []).slice(0, MOST_PLACES));
}

/** Whether it is of the kinds that say who an account is and what it lists, which a page may not crowd out with others. */
const isOfAccount = (copy: NostrEvent | undefined): boolean =>
  copy !== undefined && ACCOUNT_KINDS.includes(copy.kind);

function trim(copies: NostrEvent[]): NostrEvent[] {
  let left = copies;
  if (left.length <= MOST_COPIES) return left;
  const sizes = new Map(left.map((copy) => [copy, toEntries(copy.tags).size]));
  const fullest = left.reduce((one, other) =>
    (sizes.get(other) ?? 0) > (sizes.get(one) ?? 0) ? other : one,
  );
  while (left.length > MOST_COPIES) {
    const index = left.findLastIndex((copy, at) => {
      const next = left[at - 1];
      return next && copy !== fullest && toLosses(toReplaceDiff(copy, next), copy.kind).length === 0;
    });
    left = left.toSpliced(index > 0 ? index : left.length - 1, 1);
  }
  return left;
}

/**
 * Takes copies out until the rest fits: the oldest of all other places, then the newest of these, and only then the oldest of
 * the account's own kinds; the newest of these go last.
 */
function cut(own: NostrEvent[][], others: NostrEvent[][]): NostrEvent[] {
  const all = [...own, ...others].flat();
  const sizes = new Map(all.map((event) => [event.id, JSON.stringify(event).length]));
  let size = [...sizes.values()].reduce((sum, each) => sum + each, 0);
  const gone = new Set<string>();
  const olderOf = (places: NostrEvent[][]) =>
    places.flatMap((copies) => copies.slice(1)).toSorted((a, b) => a.created_at - b.created_at);
  const newestOf = (places: NostrEvent[][]) => places.flatMap((copies) => copies.slice(0, 1)).toReversed();
  for (const { id } of [...olderOf(others), ...newestOf(others), ...olderOf(own), ...newestOf(own)]) {
    if (size <= MOST_CHARACTERS) break;
    size -= sizes.get(id) ?? 0;
    gone.add(id);
  }
  return all.filter(({ id }) => !gone.has(id));
}
