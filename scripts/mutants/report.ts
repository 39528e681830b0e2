/** What came of the mutants: a table by room, the survivors that nobody has explained, and whether that is enough. */
import type { Mutant } from './operators.ts';
import type { Tried } from './try.ts';

/** So much of what is tried must be killed, in per cent. */
export const ENOUGH = 85;

/** A mutant that lives, and why that is no gap. */
export interface Survivor {
  id: string;
  why: string;
}

export interface Row {
  room: string;
  all: number;
  tried: number;
  killed: number;
  /** Of the killed: those that never came to an end. */
  timedOut: number;
  explained: number;
  unexplained: number;
}

const SUMS = ['all', 'tried', 'killed', 'timedOut', 'explained', 'unexplained'] as const;

const toEmpty = (room: string): Row => ({
  ...{ room, all: 0, tried: 0, killed: 0 },
  ...{ timedOut: 0, explained: 0, unexplained: 0 },
});

/** A row for each room that has mutants, in the order in which they come. */
export function toRows(
  mutants: readonly Mutant[],
  tried: readonly Tried[],
  explained: ReadonlySet<string>,
): Row[] {
  const rows = new Map<string, Row>();
  for (const { room } of mutants) {
    const row = rows.get(room) ?? toEmpty(room);
    row.all += 1;
    rows.set(room, row);
  }
  for (const { mutant, fate } of tried) {
    const row = rows.get(mutant.room);
    if (!row) continue;
    row.tried += 1;
    if (fate === 'survived') row[explained.has(mutant.id) ? 'explained' : 'unexplained'] += 1;
    else row.killed += 1;
    if (fate === 'timed out') row.timedOut += 1;
  }
  return [...rows.values()];
}

export function toAll(rows: readonly Row[]): Row {
  const all = toEmpty('**all**');
  for (const sum of SUMS) all[sum] = rows.reduce((before, row) => before + row[sum], 0);
  return all;
}

/** Killed of what was tried, in per cent; an explained survivor is a survivor. */
export const toScore = ({ tried, killed }: Row): number => (tried === 0 ? 100 : (100 * killed) / tried);

/** What is wrong with a run, as sentences; none: it is enough. */
export function findFaults(rows: readonly Row[]): string[] {
  const all = toAll(rows);
  const faults: string[] = [];
  if (all.tried === 0) faults.push('no mutant was tried');
  const score = toScore(all);
  if (score < ENOUGH) faults.push(`${score.toFixed(1)} % were killed, and ${ENOUGH} % must be`);
  if (all.unexplained > 0) faults.push(`${all.unexplained} survived and are not in tests/mutants/survivors`);
  return faults;
}

/** Rows as a table in Markdown, with a last line for all of them. */
export function toTable(rows: readonly Row[]): string {
  return [
    '| room | mutants | tried | killed | of them without end | survived, explained | survived | score |',
    '|---|--:|--:|--:|--:|--:|--:|--:|',
    ...[...rows, toAll(rows)].map((row) => {
      const counts = SUMS.map((sum) => row[sum].toLocaleString('en'));
      return `| ${[row.room, ...counts, `${toScore(row).toFixed(1)} %`].join(' | ')} |`;
    }),
  ].join('\n');
}
