/** The activity log: what was asked of Facet, as whom, what became of it, and who or what decided that. */
import type { NostrEvent } from '../nostr/event';
import type { ErrorCode } from './errors';
import { hex32, integer, list, object, oneOf, optional, string } from './parse';
import type { RuleMethod, RuleView } from './snapshot';

/** For how many days lines are kept; 0: there is no log. */
export const RETENTIONS = [0, 7, 30, 365] as const;

export type Retention = (typeof RETENTIONS)[number];

/** Where the person has chosen nothing. */
export const DEFAULT_RETENTION: Retention = 30;

/** What the person did in Facet itself. `lost` is no deed: lines are missing there, as the disk was full. */
export type OwnDeed = 'publish' | 'reveal' | 'export' | 'password' | 'backUp' | 'restore' | 'lost';

/**
 * rule: as it was when it decided, so that it can be read when it is gone. click: the person's answer. choice: their
 * answer where the page believed in another account. block: the person has blocked the site. nobody: the call ended
 * before anything was decided. `no`: the person said no; a yes that came to nothing is none. `made`: the rule that a
 * no became.
 */
export type Decided =
  | { by: 'rule'; rule: RuleView }
  | { by: 'click'; no?: true; made?: RuleView }
  | { by: 'choice'; no?: true }
  | { by: 'block' | 'nobody' };

/** Whether the person said no, to this request or to all of its site. */
export const isOwnNo = (decided: Decided): boolean =>
  decided.by === 'block' || ((decided.by === 'click' || decided.by === 'choice') && decided.no === true);

/** The rule behind a decision: it decided, or came of it. */
export const ruleBehind = (decided: Decided): RuleView | undefined =>
  decided.by === 'rule' ? decided.rule : decided.by === 'click' ? decided.made : undefined;

/** Who or what decided, as a name: decisions of one name came about in one way. */
export const toDecider = (decided: Decided): string => ruleBehind(decided)?.id ?? decided.by;

/** What a request is about, as far as its method has such a thing. */
export interface Subject {
  kind?: number;
  peer?: string;
  /** The relay that is signed in to (NIP-42). */
  relay?: string;
  /** The address that is signed in to (NIP-98). */
  url?: string;
}

/** What is learned of a page's call on its way. */
export interface Trace extends Subject {
  /** Who acts, or would have. */
  pubkey?: string;
  decided?: Decided;
  /** The person let the page know this account on the way. */
  connected?: string;
}

/** One line. Times in milliseconds. */
export interface ActivityLine extends Subject {
  id: string;
  at: number;
  /** Absent: Facet itself, for the person. */
  origin?: string;
  /** Absent: it ended before an account was found. */
  pubkey?: string;
  method: RuleMethod | OwnDeed;
  outcome: 'done' | ErrorCode;
  decided: Decided;
  /** That often, all the same, until `at`; absent: once. */
  count?: number;
  /** Of what was signed. */
  eventId?: string;
  /** What was signed; absent where it is large or its content is encrypted. */
  event?: NostrEvent;
}

export interface ActivityFilter {
  pubkey?: string;
  origin?: string;
  outcome?: 'done' | 'refused';
  text?: string;
  /** What `text` is found in besides the line itself: kinds that are called so. */
  kinds?: number[];
}

export const activityFilter = object<ActivityFilter>({
  pubkey: optional(hex32),
  origin: optional(string(500)),
  outcome: optional(oneOf('done', 'refused')),
  text: optional(string(200)),
  kinds: optional(list(integer(0, 65_535), 70_000)),
});

/** Lines, newest first. */
export interface ActivityPage {
  lines: ActivityLine[];
  /** Where the older ones begin; absent: there are none. */
  next?: string;
  /** Lines that the disk has refused so far. */
  unsaved: number;
}

/** What has happened to the log while a page shows it. */
export interface ActivityNews {
  /** Lines that are new, or were counted once more, oldest first; absent: all of it has to be looked at again. */
  lines?: ActivityLine[];
}
