/** The lines of the log as they are shown: under their days, and what follows on the same as one. Pure. */
import { toKindName } from '#lib/nostr/kinds';
import { toDecider, type ActivityLine } from '#lib/rpc/activity';

/** Lines alike, newest first. */
export interface ActivityGroup {
  /** The id of its oldest line: it stays the same when newer ones join. */
  id: string;
  lines: ActivityLine[];
  /** How often, lines that count several included. */
  count: number;
}

/** One day of the log, by the moment of its newest line. */
export interface ActivityDay {
  at: number;
  groups: ActivityGroup[];
}

/** `lines` newest first. */
export function toDays(lines: readonly ActivityLine[]): ActivityDay[] {
  const days: ActivityDay[] = [];
  let before: ActivityLine | undefined;
  for (const line of lines) {
    const { at, id, count = 1 } = line;
    let day = days.at(-1);
    if (!before || !day || toDayName(before.at) !== toDayName(at)) days.push((day = { at, groups: [] }));
    const group = day.groups.at(-1);
    if (group && before && toKey(before) === toKey(line)) {
      group.id = id;
      group.lines.push(line);
      group.count += count;
    } else day.groups.push({ id, lines: [line], count });
    before = line;
  }
  return days;
}

const toDayName = (at: number): string => new Date(at).toDateString();

function toKey({ id, origin, pubkey, method, kind, relay, outcome, decided }: ActivityLine): string {
  if (origin === undefined) return id; // what the person did in Facet stands by itself
  const name = kind === undefined ? '' : toKindName(kind);
  return JSON.stringify([origin, pubkey, method, name, relay, outcome, toDecider(decided)]);
}

/** The ids of events whose deletion these lines show to be requested. */
export const toDeleted = (lines: readonly ActivityLine[]): Set<string> =>
  new Set(
    lines.flatMap(({ event }) =>
      event?.kind === 5 ? event.tags.flatMap(([tag, id = '']) => (tag === 'e' ? [id] : [])) : [],
    ),
  );
