/**
 * Lists of relays that a person edits: where an account is found (10002, NIP-65) and where private messages reach it
 * (10050, NIP-17). Only what the person changed changes: every other tag keeps its place and its parts.
 */
import type { EventTemplate, NostrEvent } from './event';
import { RELAYS } from './lists';
import { readRelayUrl } from './relay-url';

/** What a relay is used for. In a list without markers it is both, or not there. */
export interface RelayUse {
  read: boolean;
  write: boolean;
}

/** One relay of a list, in normal form. */
export interface RelayRow extends RelayUse {
  url: string;
}

/** What the person wants of single relays, by URL; for neither way it goes. */
export type RelayWishes = Readonly<Record<string, RelayUse>>;

/** A row as the person wants it; `change` is what is not published yet. */
export interface WishedRow extends RelayRow {
  change?: 'added' | 'changed' | 'removed';
}

const NOWHERE: RelayUse = { read: false, write: false };
const BOTH: RelayUse = { read: true, write: true };

/** Most relays that one list is sent to, and most of those that it names first. */
const MOST_NEW = 10;
const MOST_DESTINATIONS = 20;

const toTagName = (kind: number): string => (kind === RELAYS ? 'r' : 'relay');

const isSameUse = (one: RelayUse, other: RelayUse): boolean =>
  one.read === other.read && one.write === other.write;

/** The relay that a tag names, in normal form; none for what no list of this kind means, or Facet never opens. */
const toUrls = (kind: number, [name, url = '']: readonly string[]): string[] =>
  name === toTagName(kind) ? readRelayUrl(url) : [];

const toUse = (kind: number, [, , marker]: readonly string[]): RelayUse =>
  kind === RELAYS ? { read: marker !== 'write', write: marker !== 'read' } : BOTH;

/** The relays of a list, in its order; one that it names twice is used for all that it says. */
export function toRelayRows(kind: number, tags: readonly string[][]): RelayRow[] {
  const rows = new Map<string, RelayRow>();
  for (const tag of tags) {
    for (const url of toUrls(kind, tag)) {
      const { read, write } = toUse(kind, tag);
      const held = rows.get(url) ?? NOWHERE;
      rows.set(url, { url, read: held.read || read, write: held.write || write });
    }
  }
  return [...rows.values()];
}

/** The rows with what the person wants of them; what is wanted and already so is no change. */
export function toWishedRows(rows: readonly RelayRow[], wishes: RelayWishes): WishedRow[] {
  const held = new Set(rows.map(({ url }) => url));
  const old = rows.map((row): WishedRow => {
    const wish = wishes[row.url];
    if (!wish || isSameUse(wish, row)) return row;
    return { url: row.url, ...wish, change: isSameUse(wish, NOWHERE) ? 'removed' : 'changed' };
  });
  const fresh = Object.entries(wishes).flatMap(([url, wish]): WishedRow[] =>
    held.has(url) || isSameUse(wish, NOWHERE) ? [] : [{ url, ...wish, change: 'added' }],
  );
  return [...old, ...fresh];
}

/** The list to sign in the place of `held`: later than it, as relays keep the later one. `now` in seconds. */
export function toRelayListEvent(
  kind: number,
  held: NostrEvent | undefined,
  wishes: RelayWishes,
  now: number,
): EventTemplate {
  const tags = held?.tags ?? [];
  const rows = toWishedRows(toRelayRows(kind, tags), wishes);
  const changes = new Map(rows.flatMap((row) => (row.change ? [[row.url, row] as const] : [])));
  const written = new Set<string>();
  const kept = tags.flatMap((tag): string[][] => {
    const [url] = toUrls(kind, tag);
    const row = url === undefined ? undefined : changes.get(url);
    if (!row) return [tag];
    if (row.change === 'removed' || written.has(row.url)) return [];
    written.add(row.url);
    return [toTag(kind, row, tag)];
  });
  const added = rows.filter(({ change }) => change === 'added').map((row) => toTag(kind, row));
  return {
    kind,
    created_at: Math.max(now, (held?.created_at ?? -1) + 1),
    tags: [...kept, ...added],
    content: held?.content ?? '',
  };
}

/** The tag of a row. Of the one before, its spelling stays and whatever stands behind the marker. */
function toTag(
  kind: number,
  { url, read, write }: RelayRow,
  [, spelled = url, , ...more]: string[] = [],
): string[] {
  const isBoth = kind !== RELAYS || (read && write);
  const marker = isBoth ? (more.length > 0 ? [''] : []) : [read ? 'read' : 'write'];
  return [toTagName(kind), spelled, ...marker, ...more];
}

/** Where a list of this account goes: where it will write, and `listed`, where it writes now and all are looked for. */
export function toDestinations({ kind, tags }: EventTemplate, listed: readonly string[]): string[] {
  const writes =
    kind === RELAYS ? toRelayRows(kind, tags).flatMap(({ url, write }) => (write ? [url] : [])) : [];
  const fresh = writes.filter((url) => !listed.includes(url)).slice(0, MOST_NEW);
  return [...fresh, ...listed].slice(0, MOST_DESTINATIONS);
}
