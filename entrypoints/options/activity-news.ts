/** The lines of the log with what has been heard since they were fetched. Pure. */
import type { ActivityFilter, ActivityLine } from '#lib/rpc/activity';
import { matches } from '#lib/rpc/activity-filter';

/** What of `news`, oldest first, is not in these lines yet. A line only ever changes by being counted once more. */
function toFresh(lines: readonly ActivityLine[], news: readonly ActivityLine[]): ActivityLine[] {
  const counts = new Map(lines.map(({ id, count = 1 }) => [id, count]));
  const fresh = new Map<string, ActivityLine>();
  for (const line of news) {
    const { id, count = 1 } = line;
    if (count <= (counts.get(id) ?? 0)) continue;
    counts.set(id, count);
    fresh.delete(id); // it moves up
    fresh.set(id, line);
  }
  return [...fresh.values()];
}

/** How many lines `addNews` would put on top. */
export const countNews = (
  lines: readonly ActivityLine[],
  news: readonly ActivityLine[],
  filter: ActivityFilter,
): number => toFresh(lines, news).filter((line) => matches(line, filter)).length;

/** Lines, newest first, and the news on top of them. What is counted once more moves up, or goes if it fits no more. */
export function addNews(
  lines: readonly ActivityLine[],
  news: readonly ActivityLine[],
  filter: ActivityFilter,
): ActivityLine[] {
  const fresh = toFresh(lines, news);
  const moved = new Set(fresh.map(({ id }) => id));
  return [
    ...fresh.filter((line) => matches(line, filter)).toReversed(),
    ...lines.filter(({ id }) => !moved.has(id)),
  ];
}

/** Whether nothing is missing between these lines and newer ones that go down as far. */
export function joins(lines: readonly ActivityLine[], newer: readonly ActivityLine[]): boolean {
  const known = new Set(lines.map(({ id }) => id));
  return known.size === 0 || newer.some(({ id }) => known.has(id));
}

/** Lines, newest first, and the older ones of the next page: those that have moved up since are in it once more. */
export function addOlder(lines: readonly ActivityLine[], older: readonly ActivityLine[]): ActivityLine[] {
  const known = new Set(lines.map(({ id }) => id));
  return [...lines, ...older.filter(({ id }) => !known.has(id))];
}
