/** What is written down of a run, for the oracle: who asked what, who was chosen where, and what was done to Facet meanwhile. */
import type { ActivityLine } from '../../lib/rpc/activity';

/** From when to when something was so, or happened at an unknown moment; in milliseconds of the machine that runs the test. */
export interface Span {
  from: number;
  until: number;
}

export type Method = 'getPublicKey' | 'signEvent' | 'nip44.encrypt' | 'nip44.decrypt';

/** What the rules make of a call, as long as its page believes in the account that it has. */
export type Ruled = 'allowed' | 'denied' | 'asked';

export interface Draft {
  kind: number;
  content: string;
  tags: string[][];
  created_at?: number;
  pubkey?: string;
}

/** How the promise of a call ended, as its page tells it. */
export interface Settled {
  at: number;
  /** Whom the page had heard of when it called. */
  told?: string;
  result?: unknown;
  /** Of the error; empty: it had none. */
  code?: string;
}

export interface Call {
  id: string;
  origin: string;
  method: Method;
  ruled: Ruled;
  /** Before the page made it. */
  at: number;
  /** What is to be signed. */
  draft?: Draft;
  /** The other party, and the text that goes between the two. */
  peer?: string;
  text?: string;
  /** The account that a text to be decrypted is for. */
  meant?: string;
  /** From then on its page was closed, or led elsewhere: nobody waits for it any more. */
  gone?: number;
  /** In the order in which they were heard; more than one is a fault. */
  settled: Settled[];
}

/** An account was made that of an origin; the change came between the two times. */
export interface Chosen extends Span {
  origin: string;
  pubkey: string;
}

/** The person's answer to a prompt. */
export interface Answer extends Span {
  /** The calls that it may have been about: a message to be read names none. */
  calls: string[];
  yes: boolean;
  /** Who acts by it. */
  as: string;
}

/** A look at the whole log; `saved`: the disk had taken all that was noted before. */
export interface Look extends Span {
  saved: boolean;
}

export interface History {
  calls: Call[];
  chosen: Chosen[];
  answers: Answer[];
  /** The person closed the window over what was asked. */
  closings: Span[];
  /** While the vault was locked, or may have been. */
  locks: Span[];
  kills: Span[];
  /** While the disk took nothing. */
  fullDisks: Span[];
  looks: Look[];
  /** Windows with prompts that stood beside the one that counts, at most. */
  leftWindows: number;
  /** All lines that were seen in the log. */
  lines: ActivityLine[];
}

/** What stays the same through a run. */
export interface Cast {
  accounts: readonly string[];
  /** The keys of those whom pages write to and hear from. */
  peers: ReadonlyMap<string, Uint8Array>;
}

export const createHistory = (chosen: Chosen[] = []): History => ({
  calls: [],
  chosen,
  answers: [],
  closings: [],
  locks: [],
  kills: [],
  fullDisks: [],
  looks: [],
  leftWindows: 0,
  lines: [],
});

export const overlap = (one: Span, other: Span): boolean =>
  one.from <= other.until && other.from <= one.until;
