/** The figures for people and for programs: a Markdown table, and the same as JSON. */
import { mkdir, writeFile } from 'node:fs/promises';
import type { Opening } from './opening';

export interface Measured {
  first: Opening;
  /** After the worker has died and started again. */
  second: Opening;
}

const FOLDER = new URL('../../../.bench/', import.meta.url);

const toKilobytes = (bytes: number): string => (bytes / 1_000).toFixed(bytes < 10_000 ? 1 : 0);

const COLUMNS: [name: string, toText: (opening: Opening) => string][] = [
  ['accounts', ({ accounts }) => String(accounts)],
  ['sockets', ({ sockets }) => String(sockets)],
  ['subscriptions (asked for)', ({ subscriptions, asked }) => `${subscriptions} (${asked})`],
  ['kB to relays', ({ toRelays }) => toKilobytes(toRelays)],
  ['kB from relays', ({ fromRelays }) => toKilobytes(fromRelays)],
  ['kB from relays per account', ({ fromRelays, accounts }) => toKilobytes(fromRelays / accounts)],
  ['list painted (ms)', ({ painted }) => painted.toFixed(0)],
  ['all known (ms)', ({ complete }) => complete.toFixed(0)],
  ['snapshots until then', ({ snapshots }) => String(snapshots)],
  ['a switch meanwhile (ms)', ({ switched }) => switched.toFixed(0)],
  ['worker heap (MB)', ({ heap }) => (heap / 1_000_000).toFixed(1)],
];

const toRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function toTable(openings: readonly Opening[]): string {
  const rows = openings.map((opening) => COLUMNS.map(([, toText]) => toText(opening)));
  return [COLUMNS.map(([name]) => name), COLUMNS.map(() => '--:'), ...rows].map(toRow).join('\n');
}

/** Writes both files and returns the Markdown. */
export async function report(measured: readonly Measured[]): Promise<string> {
  const markdown = [
    '### First opening\n',
    toTable(measured.map(({ first }) => first)),
    '\n### Second opening, after a restart of the worker\n',
    toTable(measured.map(({ second }) => second)),
    '',
  ].join('\n');
  await mkdir(FOLDER, { recursive: true });
  await writeFile(new URL('relays.json', FOLDER), JSON.stringify(measured, undefined, 2));
  await writeFile(new URL('relays.md', FOLDER), markdown);
  return markdown;
}
