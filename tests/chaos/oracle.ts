/** Judges a history: is each settled promise right, and does each that should be settled have an end? Pure. */
import { answersTo, chosenDuring, toName } from './facts';
import { overlap, type Call, type Cast, type History, type Settled, type Span } from './history';
import { findMissing, judgeLines } from './log-oracle';
import { readResult } from './reading';

export interface Verdict {
  /** Sentences about what must never be. */
  wrong: string[];
  /** Calls whose page waits for ever. */
  lost: string[];
  /** Signatures whose line a death of the worker or a lock took along, by milliseconds between answer and death. */
  unlogged: number[];
}

/** Waiting groups that an origin, and all of them, may have; beyond that a call is told `busy` (docs/security.md, "Limits"). */
const MOST_OF_ORIGIN = 5;
const MOST = 20;

/** Failures in a row after which a page is told that Facet does not answer. */
const MOST_DEATHS = 6;

export function judge(history: History, cast: Cast): Verdict {
  const wrong: string[] = [];
  const lost: string[] = [];
  const say = (call: Call, what: string) => wrong.push(`${toName(call)}: ${what}`);
  for (const call of history.calls) {
    const [settled, ...again] = call.settled;
    if (again.length > 0) say(call, 'it was answered more than once');
    if (settled) {
      const fault =
        settled.code === undefined
          ? judgeResult(history, call, settled, cast)
          : judgeRefusal(history, call, settled, settled.code);
      if (fault !== undefined) say(call, fault);
    } else if (call.gone === undefined) lost.push(`${toName(call)}: it has no end`);
  }
  const { unlogged, faults } = findMissing(history, cast);
  wrong.push(...faults, ...judgeLines(history, cast));
  return { wrong, lost, unlogged };
}

function judgeResult(history: History, call: Call, settled: Settled, cast: Cast): string | undefined {
  const reading = readResult(call, settled.result, cast);
  if ('wrong' in reading) return reading.wrong;
  const { as } = reading;
  const named = call.draft?.pubkey;
  if (named !== undefined && as !== named) return 'it names its author, and another account acted';
  const agreed = answersTo(history, call, settled.at, true);
  if (agreed.some((each) => each.as === as)) return undefined;
  if (call.method !== 'getPublicKey' && call.ruled !== 'allowed') {
    return agreed.length > 0
      ? 'another account acted than the one that was agreed to'
      : 'nobody agreed to it';
  }
  if (named !== undefined) return undefined;
  if (call.method !== 'getPublicKey' && settled.told !== undefined && settled.told !== as) {
    return 'by a rule another account acted than the one that the page was told';
  }
  return chosenDuring(history, call, settled.at).includes(as)
    ? undefined
    : 'an account acted that its site did not have then';
}

function judgeRefusal(history: History, call: Call, { at }: Settled, code: string): string | undefined {
  const during: Span = { from: call.at, until: at };
  const isDuring = (spans: readonly Span[]) => spans.some((each) => overlap(each, during));
  const fits: Record<string, () => boolean> = {
    denied: () =>
      (call.ruled === 'denied' && call.method !== 'getPublicKey') ||
      isDuring(history.closings) ||
      answersTo(history, call, at, false).length > 0,
    locked: () => isDuring(history.locks),
    internal: () => isDuring(history.fullDisks),
    disconnected: () =>
      (call.gone ?? Infinity) <= at ||
      history.kills.filter((each) => overlap(each, during)).length >= MOST_DEATHS,
    invalid: () => call.method === 'nip44.decrypt' && mayBeAnother(history, call, at),
    busy: () => isCrowded(history, call, during),
  };
  return Object.hasOwn(fits, code) && fits[code]?.()
    ? undefined
    : `it was refused as “${code}”, and nothing was done that explains it`;
}

/** Whether another account may have tried to read what is for one alone. */
function mayBeAnother(history: History, call: Call, until: number): boolean {
  const agreed = answersTo(history, call, until, true).map(({ as }) => as);
  return [...chosenDuring(history, call, until), ...agreed].some((each) => each !== call.meant);
}

function isCrowded({ calls }: History, { origin }: Call, during: Span): boolean {
  const beside = calls.filter((each) =>
    overlap({ from: each.at, until: each.settled[0]?.at ?? Infinity }, during),
  );
  return beside.length > MOST || beside.filter((each) => each.origin === origin).length > MOST_OF_ORIGIN;
}
