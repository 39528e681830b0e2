/** What Facet's pages are told of a replacement, and of what was replaced before. */
import type { EventTemplate } from '../nostr/event';
import type { Danger, Undone } from '../nostr/replace-danger';
import type { EntryDiff, ReplaceDiff } from '../nostr/replace-diff';

/** What a copy is called: when it was made, and how much is in it. */
export interface CopyHead {
  id: string;
  created_at: number;
  /** Entries of a list; of a profile its fields. */
  size: number;
  /** It has a part that only its owner can read. */
  isPrivate: boolean;
}

/** What an event would replace, as far as is known. */
export interface Replacement {
  /** Absent: no earlier copy is known, which does not prove that there is none. */
  known?: CopyHead;
  /** Relays are still being asked for a newer copy. */
  looking: boolean;
  /** Only with `known`. */
  diff?: ReplaceDiff;
  dangers: Danger[];
  /** Only with the danger `undoes`. */
  undone?: Undone;
}

/** What becomes of the private part of a list; the entries are for the eyes of the person alone. */
export interface PrivateDiff {
  /** Absent: one of the two cannot be read as a list. */
  diff?: EntryDiff;
}

/** All copies of one replaceable event of an account, the newest first. */
export interface HistoryPlace {
  kind: number;
  d?: string;
  /** What the list calls itself, if it does. */
  title?: string;
  copies: CopyHead[];
}

/** What putting a copy back would do to what is there now. */
export interface RestorePlan {
  copy: EventTemplate;
  /** The newest known copy; restoring counts only against this one. */
  base: string;
  diff: ReplaceDiff;
  relays: string[];
}
