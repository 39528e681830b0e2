/** How long a rule lasts: the words that a person chooses from, and what they are as times. */
import { toCipherMemories, toSignMemories } from '../nostr/memories';
import type { Remember } from '../rpc/prompt';
import type { RuleView } from '../rpc/snapshot';
import type { Question } from './policy';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The words, the shortest first. */
const ORDER: Remember[] = ['once', 'minutes', 'hour', 'today', 'restart', 'month', 'always'];

/** The longest that an answer to this question may be remembered. */
export function longestRemember({ method, kind }: Pick<Question, 'method' | 'kind'>): Remember {
  const memories = kind === undefined ? toCipherMemories(method) : toSignMemories(kind);
  return memories.at(-1) ?? 'once';
}

/** How far an own time may reach, by the longest word that is allowed, in milliseconds. */
const REACH: Partial<Record<Remember, number>> = { once: 0, today: DAY, restart: DAY };

/** The longest that a rule for this question may last, in milliseconds. */
export const toReach = (question: Pick<Question, 'method' | 'kind'>): number =>
  REACH[longestRemember(question)] ?? Infinity;

/** How long a rule lasts. */
export type Term = Pick<RuleView, 'expiresAt' | 'untilRestart'>;

/**
 * What a wish amounts to for this question; undefined: for this once. No wish goes beyond what the question may have:
 * it is cut down. Times in milliseconds; `wish` as a number is the own time at which it ends.
 */
export function toTerm(
  question: Pick<Question, 'method' | 'kind'>,
  wish: Remember | number,
  now: number,
): Term | undefined {
  if (typeof wish === 'number') {
    const expiresAt = Math.min(wish, now + toReach(question));
    return expiresAt > now ? { expiresAt } : undefined;
  }
  const word = ORDER[Math.min(ORDER.indexOf(wish), ORDER.indexOf(longestRemember(question)))];
  return word === undefined ? undefined : TERMS[word](now);
}

/** As `toTerm`, for what refuses: it may last as long as the person likes, whatever it is about. */
export const toDenyTerm = (wish: Remember | number, now: number): Term | undefined =>
  toTerm({ method: 'connect' }, wish, now); // a question without a limit of its own

const TERMS: Record<Remember, (now: number) => Term | undefined> = {
  once: () => undefined,
  minutes: (now) => ({ expiresAt: now + 5 * MINUTE }),
  hour: (now) => ({ expiresAt: now + HOUR }),
  today: (now) => ({ expiresAt: new Date(now).setHours(24, 0, 0, 0) }),
  restart: () => ({ untilRestart: true }),
  month: (now) => ({ expiresAt: now + 30 * DAY }),
  always: () => ({}),
};
