/** What a run came to, in numbers, and as a table. Pure. */
import type { Call, History } from './history';
import type { Verdict } from './oracle';
import type { StepName } from './plan';

/** Bytes: of the worker's heap once what can go has gone, and of the browser's own process. */
export interface Memory {
  heap: number;
  browser?: number;
}

export interface Figures {
  seed: number;
  minutes: number;
  steps: Partial<Record<StepName, number>>;
  calms: number;
  kills: number;
  requests: number;
  /** By method, and by code of the error. */
  resolved: Record<string, number>;
  refused: Record<string, number>;
  /** Their page was closed, or led elsewhere, before they had an end. */
  left: number;
  answers: number;
  /** Windows with prompts that a kill left behind, at most at a time. */
  leftWindows: number;
  wrong: string[];
  lost: string[];
  /** Signatures in the log; those whose line a kill or lock took along, by milliseconds between answer and end. */
  logged: number;
  unlogged: number[];
  memory: Memory[];
}

export const createFigures = (seed: number): Figures => ({
  ...{ seed, minutes: 0, steps: {}, calms: 0, kills: 0, requests: 0, resolved: {}, refused: {} },
  ...{ left: 0, answers: 0, leftWindows: 0, wrong: [], lost: [], logged: 0, unlogged: [], memory: [] },
});

export const count = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1;
};

/** Adds what was between two calms. Those that were left before it were counted then. */
export function addPast(
  figures: Figures,
  past: History,
  { wrong, lost, unlogged }: Verdict,
  known: ReadonlySet<Call>,
): void {
  const calls = past.calls.filter((call) => !known.has(call));
  figures.calms += 1;
  figures.kills += past.kills.length;
  figures.requests += calls.length;
  for (const { method, settled } of calls) {
    const [end] = settled;
    if (!end) continue;
    if (end.code === undefined) count(figures.resolved, method);
    else count(figures.refused, end.code);
  }
  figures.left += calls.filter(({ gone, settled }) => gone !== undefined && settled.length === 0).length;
  figures.answers += past.answers.length;
  figures.leftWindows = Math.max(figures.leftWindows, past.leftWindows);
  figures.logged += past.lines.length;
  figures.wrong.push(...wrong);
  figures.lost.push(...lost);
  figures.unlogged.push(...unlogged);
}

export const say = (number: number): string => number.toLocaleString('en');

export const sum = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((all, each) => all + each, 0);

export const list = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, each]) => `${name} ${say(each)}`)
    .join(', ');

const toMemory = (memory: readonly Memory[], of: keyof Memory): string =>
  [memory.at(0), memory.at(-1)]
    .map((each) => (each?.[of] === undefined ? 'unknown' : `${(each[of] / 2 ** 20).toFixed(1)} MiB`))
    .join(' → ');

/** As a table in Markdown. */
export function toTable(figures: Figures): string {
  const {
    steps,
    kills,
    calms,
    requests,
    resolved,
    refused,
    left,
    answers,
    wrong,
    lost,
    logged,
    unlogged,
    memory,
  } = figures;
  const furthest = unlogged.length > 0 ? `, at most ${say(Math.max(...unlogged))} ms after the answer` : '';
  const rows: [string, string][] = [
    ['seed, minutes', `${figures.seed}, ${figures.minutes.toFixed(1)}`],
    ['steps', `${say(sum(steps))}: ${list(steps)}`],
    ['kills of the worker, the vault opened and whole after each', say(kills)],
    ['calms, in which everything had to settle and the vault was locked and opened', say(calms)],
    ['requests', say(requests)],
    ['resolved', `${say(sum(resolved))}: ${list(resolved)}`],
    ['refused, each for a reason', `${say(sum(refused))}: ${list(refused)}`],
    ['left by their pages', say(left)],
    ['answers to prompts', say(answers)],
    ['windows that a kill left behind, at most at a time', say(figures.leftWindows)],
    ['**wrong**', say(wrong.length)],
    ['**lost**', say(lost.length)],
    ['signatures in the log', say(logged)],
    ['signatures whose line went with a kill or a lock', `${say(unlogged.length)}${furthest}`],
    ['heap of the worker, first → last', toMemory(memory, 'heap')],
    ['memory of the browser process, first → last', toMemory(memory, 'browser')],
  ];
  return ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
}
