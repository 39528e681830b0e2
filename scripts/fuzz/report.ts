/** What the fuzz found, as a table: out of the JSON report of Vitest. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

interface Tried {
  title: string;
  status: string;
  duration?: number | null;
  failureMessages?: string[] | null;
  meta?: { cases?: number };
}

interface VitestReport {
  success: boolean;
  testResults: { name: string; message?: string; assertionResults: Tried[] }[];
}

/** One property, and how it went. */
export interface Row {
  surface: string;
  says: string;
  cases: number;
  seconds: number;
  ok: boolean;
}

export interface FuzzReport {
  rows: Row[];
  /** What fast-check says of each failure: seed, path, the smallest case; or why a file did not run. */
  failures: string[];
}

const toSurface = (file: string): string => basename(file, '.fuzz.ts');

/** The report of a run, the properties that were not tried left out. */
export function readFuzz(path: string): FuzzReport {
  const { testResults } = JSON.parse(readFileSync(path, 'utf8')) as VitestReport;
  const rows: Row[] = [];
  const failures: string[] = [];
  for (const { name, message, assertionResults } of testResults) {
    const surface = toSurface(name);
    if (message) failures.push(`${surface}: ${message}`);
    for (const { title, status, duration, failureMessages, meta } of assertionResults) {
      if (status !== 'passed' && status !== 'failed') continue;
      const ok = status === 'passed';
      rows.push({ surface, says: title, cases: meta?.cases ?? 0, seconds: (duration ?? 0) / 1_000, ok });
      if (!ok) failures.push(`${surface}: ${title}\n${(failureMessages ?? []).join('\n')}`);
    }
  }
  rows.sort((one, other) => one.surface.localeCompare(other.surface, 'en'));
  return { rows, failures };
}

/** Rows as a table in Markdown, with a last line for all of them. */
export function toTable(rows: readonly Row[]): string {
  const sum = (of: (row: Row) => number) => rows.reduce((all, row) => all + of(row), 0);
  const lines = rows.map(({ surface, says, cases, seconds, ok }) =>
    toLine(surface, says, cases.toLocaleString('en'), seconds.toFixed(1), ok ? 'held' : '**failed**'),
  );
  const failed = rows.filter(({ ok }) => !ok).length;
  return [
    toLine('surface', 'property', 'cases', 'seconds', 'result'),
    '|---|---|--:|--:|---|',
    ...lines,
    toLine(
      '**all**',
      `${rows.length} properties`,
      sum(({ cases }) => cases).toLocaleString('en'),
      sum(({ seconds }) => seconds).toFixed(1),
      failed === 0 ? 'held' : `**${failed} failed**`,
    ),
  ].join('\n');
}

const toLine = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
