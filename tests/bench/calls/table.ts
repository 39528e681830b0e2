/** From samples to the table: medians, ratios with their interval, and what may be said of each goal. */
import { ROWS, type ArmName, type Goal, type Row, type Samples } from './rows';
import { toInterval, toMedian, toRatios, toSpread, type Interval } from './statistics';

/** `tie`: the goal lies within what the figure can carry. */
export type Verdict = 'reached' | 'tie' | 'not reached';

/** One row with its figures. */
export interface Line {
  row: Row;
  echo?: number;
  limit?: number;
  sealed?: number;
  facet: number;
  /** Only where the goal is a ratio; what is exact has no spread. */
  ratio?: { median: number; interval: Interval; spread: number };
  goal: string;
  verdict: Verdict;
}

/** Where a single round may not hide among others, the worst of them stands for all. */
function summarize(goal: Goal, values: readonly number[]): number {
  if (goal.kind === 'most') return Math.max(...values);
  if (goal.kind === 'least') return Math.min(...values);
  return toMedian(values);
}

function toGoalText(goal: Goal): string {
  if (goal.kind === 'times') return `≤ ${goal.value} × ${goal.of}`;
  return goal.kind === 'most' ? `≤ ${goal.value}` : `≥ ${goal.value}`;
}

/** What may be said of a goal that is a ratio. */
export function judge([low, high]: Interval, goal: number): Verdict {
  if (high <= goal) return 'reached';
  return low > goal ? 'not reached' : 'tie';
}

function toLine(row: Row, samples: Samples): Line | undefined {
  const { measure, facet, goal } = row;
  const of = (arm: ArmName) => samples[measure]?.[arm];
  const values = of(facet);
  if (!values) return undefined;
  const controls = [of('echo'), of('limit'), of('sealed')];
  const [echo, limit, sealed] = controls.map((each) => each && summarize(goal, each));
  const line = {
    row,
    ...(echo === undefined ? {} : { echo }),
    ...(limit === undefined ? {} : { limit }),
    ...(sealed === undefined ? {} : { sealed }),
    facet: summarize(goal, values),
    goal: toGoalText(goal),
  };
  if (goal.kind === 'times') {
    const ratios = toRatios(values, of(goal.of) ?? []);
    const ratio = { median: toMedian(ratios), interval: toInterval(ratios), spread: toSpread(values) };
    return { ...line, ratio, verdict: judge(ratio.interval, goal.value) };
  }
  const isReached = goal.kind === 'most' ? line.facet <= goal.value : line.facet >= goal.value;
  return { ...line, verdict: isReached ? 'reached' : 'not reached' };
}

/** The lines of all rows that were measured. */
export const toLines = (samples: Samples): Line[] => ROWS.flatMap((row) => toLine(row, samples) ?? []);

const HEAD = [
  '',
  'echo',
  'limit',
  'sealed',
  'Facet',
  '× control',
  '95 % interval',
  'spread',
  'goal',
  'verdict',
];

/** The table in Markdown. */
export function toTable(lines: readonly Line[]): string {
  const rows = lines.map(({ row, echo, limit, sealed, facet, ratio, goal, verdict }) => {
    const toCell = (value: number | undefined) => value?.toFixed(row.decimals) ?? '–';
    const interval = ratio?.interval.map((each) => each.toFixed(2)).join(' – ') ?? '–';
    const spread = ratio ? `${(100 * ratio.spread).toFixed(0)} %` : '–';
    const figures = [...[echo, limit, sealed, facet].map(toCell), ratio?.median.toFixed(2) ?? '–'];
    return [row.label, ...figures, interval, spread, goal, verdict];
  });
  const rule = HEAD.map((_, column) => (column === 0 || column >= 8 ? '---' : '--:'));
  return [HEAD, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
