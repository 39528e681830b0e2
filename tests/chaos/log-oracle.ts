/** Holds the activity log against what was answered: each signature has its line, and no line is of nothing. Pure. */
import type { Event } from 'nostr-tools/pure';
import type { ActivityLine } from '../../lib/rpc/activity';
import { answersTo, toName } from './facts';
import { overlap, type Call, type Cast, type History } from './history';
import { readResult } from './reading';

/** Whether a line says truly who signed this, for whom and why. */
function isTrue(line: ActivityLine, history: History, call: Call, as: string): boolean {
  const { decided } = line;
  const agreed = answersTo(history, call, call.settled[0]!.at, true).length > 0;
  const isDecided =
    decided.by === 'rule'
      ? decided.rule.effect === 'allow' && decided.rule.pubkey === as && decided.rule.origin === call.origin
      : agreed && (decided.by === 'click' || decided.by === 'choice') && decided.no === undefined;
  return (
    isDecided &&
    line.origin === call.origin &&
    line.pubkey === as &&
    line.method === 'signEvent' &&
    line.outcome === 'done' &&
    line.kind === call.draft?.kind
  );
}

/**
 * Signatures that no line explains. One that was answered shortly before the worker died, or was locked, may have lost
 * its line (docs/architecture.md); not so once the disk was seen to have taken all that was noted.
 */
export function findMissing(history: History, cast: Cast): { unlogged: number[]; faults: string[] } {
  const unlogged: number[] = [];
  const faults: string[] = [];
  for (const call of history.calls) {
    const [settled] = call.settled;
    if (call.method !== 'signEvent' || !settled || settled.code !== undefined) continue;
    const reading = readResult(call, settled.result, cast);
    if ('wrong' in reading) continue; // said already
    const { id } = settled.result as Event;
    const line = history.lines.find(({ eventId }) => eventId === id);
    if (line) {
      if (!isTrue(line, history, call, reading.as)) {
        faults.push(`${toName(call)}: its line in the log says something else`);
      }
      continue;
    }
    const end = [...history.kills, ...history.locks].filter(
      ({ from, until }) => until >= call.at && !wasSaved(history, settled.at, from),
    );
    if (end.length === 0) faults.push(`${toName(call)}: no line in the log explains it`);
    else unlogged.push(Math.min(...end.map(({ from }) => Math.max(0, Math.round(from - settled.at)))));
  }
  return { unlogged, faults };
}

/** Whether somebody saw after the answer, and before that time, that the disk had taken everything. */
const wasSaved = ({ looks }: History, answered: number, before: number): boolean =>
  looks.some(({ saved, from, until }) => saved && from >= answered && until <= before);

/** Lines of what nobody asked for, and more than one line of a call. */
export function judgeLines({ calls, lines, kills }: History, { accounts }: Cast): string[] {
  const faults: string[] = [];
  const byId = new Map(calls.map((call) => [call.id, call]));
  const counted = new Map<Call, Set<string>>();
  for (const { event, eventId, origin } of lines) {
    if (!event || eventId === undefined || origin === undefined) continue;
    const call = byId.get(event.content);
    if (call?.origin !== origin || !accounts.includes(event.pubkey)) {
      faults.push(`the log has a signature for ${origin} that it did not ask for`);
      continue;
    }
    counted.set(call, (counted.get(call) ?? new Set()).add(eventId));
  }
  for (const [call, events] of counted) {
    const until = call.settled[0]?.at ?? Infinity;
    // a worker that died before it replied has the call once more, perhaps as another account
    const isRepeated = kills.some((each) => overlap(each, { from: call.at, until }));
    if (events.size > 1 && !isRepeated) faults.push(`${toName(call)}: it was signed more than once`);
  }
  return faults;
}
