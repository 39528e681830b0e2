/** Which earlier copies go into a backup that has not room for all of them; pure. */
import type { NostrEvent } from '../nostr/event';
import { isNewer } from '../nostr/lists';
import { toPlace } from '../nostr/replace-diff';

const encoder = new TextEncoder();

/** At most `most` copies that take at most `room` bytes as JSON: of every list first the newest, then the one before it. */
export function toFitting(copies: readonly NostrEvent[], room: number, most: number): NostrEvent[] {
  const seen = new Map<string, number>();
  const ranked = copies
    .toSorted((one, other) => (isNewer(one, other) ? -1 : 1))
    .map((event) => {
      const list = JSON.stringify([event.pubkey, toPlace(event)]);
      const rank = seen.get(list) ?? 0;
      seen.set(list, rank + 1);
      return { event, rank };
    })
    .toSorted((one, other) => one.rank - other.rank);
  let left = room;
  const fitting: NostrEvent[] = [];
  for (const { event } of ranked) {
    const size = encoder.encode(JSON.stringify(event)).length + 1; // and its comma
    if (size > left || fitting.length === most) continue;
    left -= size;
    fitting.push(event);
  }
  return fitting;
}
