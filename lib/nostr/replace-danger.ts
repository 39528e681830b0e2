/** Whether a replacement loses so much, or undoes what it does not know of, that the person must be stopped first. */
import type { EventTemplate, NostrEvent } from './event';
import { toEntries } from './list-entries';
import { FOLLOWS, MESSAGE_RELAYS, PROFILE, RELAYS } from './lists';
import { toReplaceDiff, type ReplaceDiff } from './replace-diff';
import { toProfileChanges } from './profile-edit';

/**
 * most: a quarter of the entries or more, and at least ten. all: every entry of a list. fields: half of a profile or
 * more. private: the part that only its owner can read. older: it is dated no later than the known copy and lacks
 * some of it. undoes: it is made from an earlier copy and does not have what came since.
 */
export type Danger = 'most' | 'all' | 'fields' | 'private' | 'older' | 'undoes';

/** Fewer entries than this may go without an alarm; and less than this part of them. */
const MANY = 10;
const PART = 0.25;

/** As for what relays send: an event from further ahead says nothing about what is newest (s). */
export const MAX_AHEAD = 15 * 60;

/** What was there within this time is what a series of small losses is measured by (s). */
const LATELY = 24 * 60 * 60;

/** Somebody who edits an older copy makes few changes of their own. */
const FEW = 3;

/** Lists of which a single entry decides where people find the account and its messages: few are many. */
const MEETING: readonly number[] = [RELAYS, MESSAGE_RELAYS];

/** How many changes that came after an earlier copy would be undone, and when that copy was made (s). */
export interface Undone {
  count: number;
  since: number;
}

/** Lists of things, where losing every entry is a loss (NIP-51); of other kinds the entries are only details. */
export const isList = (kind: number): boolean =>
  kind === FOLLOWS ||
  (kind >= 10_000 && kind < 10_150) ||
  (kind >= 30_000 && kind < 30_008) ||
  [30_015, 30_030, 30_063, 30_267, 31_924, 39_089, 39_092].includes(kind);

/** Why this replacement needs the person's own word, if it does; `earlier` are copies from before `known`. */
export function toDangers(
  known: NostrEvent,
  draft: EventTemplate,
  earlier: readonly NostrEvent[],
  diff: ReplaceDiff = toReplaceDiff(known, draft),
): Danger[] {
  const dangers: Danger[] = [...toLosses(diff, draft.kind)];
  if (draft.created_at <= known.created_at && lacks(diff)) dangers.push('older');
  else if (toUndone(known, draft, earlier)) dangers.push('undoes');
  return dangers;
}

/**
 * Whether no rule is enough for this replacement, though it may be no danger to somebody who sees it: it is dated so far ahead
 * that nothing could follow it, its text is less than half of what it was, or it loses much of what there was within a
 * day, as many small losses do. `copies`: those of its place, the newest first; `now` in seconds.
 */
export function isBeyondRules(draft: EventTemplate, copies: readonly NostrEvent[], now: number): boolean {
  if (draft.created_at > now + MAX_AHEAD) return true;
  const [known] = copies;
  if (known && draft.kind !== PROFILE && draft.content.length < known.content.length / 2) return true;
  const lately = copies.filter(({ created_at }) => created_at > now - LATELY);
  return lately.some((copy) => toLosses(toReplaceDiff(copy, draft), draft.kind).length > 0);
}

/** What would be lost, however the draft came about. */
export function toLosses(diff: ReplaceDiff, kind: number): Danger[] {
  const removed = diff.removed.length;
  const before = removed + diff.changed.length + diff.kept;
  const gone = diff.fields.filter(({ after }) => after === undefined).length;
  const isEmptied = removed > 0 && diff.kept + diff.changed.length + diff.added.length === 0;
  const isOther = removed === before && removed >= (MEETING.includes(kind) ? 1 : FEW);
  const losses: [Danger, boolean][] = [
    ['most', removed >= MANY && removed >= before * PART],
    ['all', isList(kind) && (isEmptied || isOther)],
    [
      'fields',
      kind === PROFILE &&
        gone >= diff.fieldsBefore / 2 &&
        (gone >= 2 || gone === diff.fieldsBefore) &&
        gone > 0,
    ],
    ['private', diff.private === 'removed' && isList(kind)],
  ];
  return losses.flatMap(([danger, is]) => (is ? [danger] : []));
}

/** What of the newest copy would be undone by a draft that looks made from an earlier one; undefined where none is. */
export function toUndone(
  known: NostrEvent,
  draft: EventTemplate,
  earlier: readonly NostrEvent[],
): Undone | undefined {
  const [now, next] = [toAtoms(known), toAtoms(draft)];
  const bases = earlier.flatMap((copy) => {
    if (copy.created_at > known.created_at || copy.id === known.id) return [];
    const base = toAtoms(copy);
    const came = [...now].filter((atom) => !base.has(atom));
    const went = [...base].filter((atom) => !now.has(atom));
    const count = came.length + went.length;
    const isBlind =
      count > 0 && came.every((atom) => !next.has(atom)) && went.every((atom) => next.has(atom));
    const own =
      [...base].filter((atom) => !next.has(atom)).length + [...next].filter((atom) => !base.has(atom)).length;
    // one step back and no other change is what a person does who takes back what they did
    const isMeant = own === 0 && (count === 1 || draft.kind === PROFILE);
    return isBlind && !isMeant && own <= Math.max(FEW, count) ? [{ count, own, since: copy.created_at }] : [];
  });
  const [best] = bases.toSorted((a, b) => a.own - b.own || a.count - b.count);
  return best && { count: best.count, since: best.since };
}

/** Whether something that is there now is not in the draft. */
const lacks = ({ removed, fields, private: part }: ReplaceDiff): boolean =>
  removed.length > 0 || part === 'removed' || fields.some(({ before }) => before !== undefined);

/** What an event says, in pieces that are there or not. */
const toAtoms = ({ kind, tags, content }: EventTemplate): Set<string> =>
  kind === PROFILE
    ? new Set(toProfileChanges('', content).map(({ name, after }) => JSON.stringify([name, after])))
    : new Set(toEntries(tags).keys());
