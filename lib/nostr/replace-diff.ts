/** What an event would change about the one it takes the place of: entry by entry, and what is said beside them. */
import { isEncrypted } from './ciphertext';
import type { EventTemplate } from './event';
import { isAddressable, isReplaceable } from './kinds';
import { toJsonMembers } from './json-members';
import { PROFILE } from './lists';
import { toProfileChanges, type ProfileChange } from './profile-edit';
import { toEntries, toFieldTags, type Entry } from './list-entries';

/** An entry that stays, and is said differently: its marker, its relay, the name it is given. */
export interface EntryChange {
  name: string;
  value: string;
  before: string[][];
  after: string[][];
}

/** What becomes of the entries; `kept` are those that stay as they are. */
export interface EntryDiff {
  added: Entry[];
  removed: Entry[];
  changed: EntryChange[];
  kept: number;
}

/** What becomes of the part of a list that only its owner can read, as far as can be told without reading it. */
export type PrivatePart = 'none' | 'same' | 'added' | 'changed' | 'removed';

export interface ReplaceDiff extends EntryDiff {
  /** Members of a profile; of other kinds what is said once, and a text that can be read. */
  fields: ProfileChange[];
  /** How many fields there were, changed or not. */
  fieldsBefore: number;
  private: PrivatePart;
}

/** The place of a replaceable event among its author's: its kind, and its name where there can be many (NIP-01). */
export interface EventPlace {
  kind: number;
  /** Absent for kinds of which there is one. */
  d?: string;
}

/** The place that an event takes; undefined where it takes nobody else's. */
export const toPlace = ({ kind, tags }: Pick<EventTemplate, 'kind' | 'tags'>): EventPlace | undefined => {
  if (!isReplaceable(kind)) return undefined;
  return isAddressable(kind) ? { kind, d: tags.find(([tag]) => tag === 'd')?.[1] ?? '' } : { kind };
};

export const isSamePlace = (one: EventPlace, other: EventPlace | undefined): boolean =>
  one.kind === other?.kind && one.d === other.d;

/** What `after` would make of `before`; both are of one place. */
export function toReplaceDiff(before: EventTemplate, after: EventTemplate): ReplaceDiff {
  const fields = toFieldChanges(before, after);
  return {
    ...toEntryDiff(before.tags, after.tags),
    fields,
    fieldsBefore: countFields(before),
    private: toPrivatePart(before.content, after.content),
  };
}

/** What becomes of the entries of a list, here of its tags or of what its private part says. */
export function toEntryDiff(before: readonly string[][], after: readonly string[][]): EntryDiff {
  const [old, fresh] = [toEntries(before), toEntries(after)];
  const added = [...fresh].filter(([key]) => !old.has(key)).map(([, entry]) => entry);
  const removed = [...old].filter(([key]) => !fresh.has(key)).map(([, entry]) => entry);
  const changed = [...fresh].flatMap(([key, { name, value, rest }]): EntryChange[] => {
    const held = old.get(key);
    if (!held || JSON.stringify(held.rest) === JSON.stringify(rest)) return [];
    return [{ name, value, before: held.rest, after: rest }];
  });
  return { added, removed, changed, kept: fresh.size - added.length - changed.length };
}

/** Whether anything at all is different. */
export const isEmptyDiff = (diff: ReplaceDiff): boolean =>
  diff.added.length + diff.removed.length + diff.changed.length + diff.fields.length === 0 &&
  (diff.private === 'none' || diff.private === 'same');

function toPrivatePart(before: string, after: string): PrivatePart {
  const [was, is] = [isEncrypted(before), isEncrypted(after)];
  if (!was) return is ? 'added' : 'none';
  if (!is) return 'removed';
  return before === after ? 'same' : 'changed';
}

function toFieldChanges(before: EventTemplate, after: EventTemplate): ProfileChange[] {
  if (after.kind === PROFILE) return toMemberChanges(before.content, after.content);
  const [old, fresh] = [toFields(before), toFields(after)];
  return [...new Set([...fresh.keys(), ...old.keys()])].flatMap((name): ProfileChange[] => {
    const [was, is] = [old.get(name), fresh.get(name)];
    if (was === is) return [];
    return [
      { name, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) },
    ];
  });
}

/** As for an edit of the profile; a content that is no profile counts as one field, before and after. */
function toMemberChanges(before: string, after: string): ProfileChange[] {
  if (before === after) return [];
  const [was, is] = [before, after].map((text) => (text === '' || toJsonMembers(text) ? undefined : text));
  const members = toProfileChanges(was === undefined ? before : '', after);
  if (was === undefined && is === undefined) return members;
  const content = {
    name: 'content',
    ...(was === undefined ? {} : { before: was }),
    ...(is === undefined ? {} : { after: is }),
  };
  return [content, ...members];
}

/** What is said once: title, description and the like, and a content that can be read. */
function toFields({ tags, content }: EventTemplate): Map<string, string> {
  const fields = toFieldTags(tags);
  if (content !== '' && !isEncrypted(content)) fields.set('content', content);
  return fields;
}

const countFields = (event: EventTemplate): number =>
  event.kind === PROFILE ? toProfileChanges('', event.content).length : toFields(event).size;
