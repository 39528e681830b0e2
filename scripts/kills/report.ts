/** What kills of the browser came to: written by the tests that kill, read by the script that prints. */

/** One kind of write to the vault. */
export interface KillsRow {
  what: string;
  kills: number;
  /** Kills that came after the write had answered: it must be there then. */
  answered: number;
  old: number;
  new: number;
  /** Neither the one nor the other, or not whole. */
  wrong: number;
}

export interface KillsReport {
  seed: number;
  rows: KillsRow[];
  /** What was found in the place of old or new, and how to kill there again. */
  failures: string[];
}

const COUNTS = ['kills', 'answered', 'old', 'new', 'wrong'] as const;

/** Rows as a table in Markdown, with a last line for all of them. */
export function toTable(rows: readonly KillsRow[]): string {
  const all = { what: '**all**' } as KillsRow;
  for (const count of COUNTS) all[count] = rows.reduce((sum, row) => sum + row[count], 0);
  return [
    '| under way | kills | after its answer | old | new | wrong |',
    '|---|--:|--:|--:|--:|--:|',
    ...[...rows, all].map((row) => `| ${[row.what, ...COUNTS.map((count) => row[count])].join(' | ')} |`),
  ].join('\n');
}
