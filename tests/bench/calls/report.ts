/** The figures for people and for programs: a Markdown table, and the same as JSON with every sample. */
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../scripts/machine/command';
import { findProgram } from '../../../scripts/machine/find';
import { root } from '../../../scripts/machine/root';
import type { Samples } from './rows';
import { toLines, toTable } from './table';

/** Fewer say where a figure lies, and nothing of how sure that is. */
const ENOUGH = 10;

/** What the figures depend on. */
export interface Conditions {
  date: string;
  facet: string;
  browser: string;
  cores: number;
  /** How many processes wanted to run in the minute before. */
  load: number;
}

export async function readConditions(): Promise<Conditions> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const { output } = await runCommand((await findProgram('chromium')) ?? '', ['--version']);
  return {
    date: new Date().toISOString().slice(0, 10),
    facet: version,
    browser: /Chrom\w+ [\d.]+/.exec(output)?.[0] ?? 'Chromium',
    cores: cpus().length,
    load: loadavg()[0] ?? 0,
  };
}

/** Writes both files and returns the Markdown. */
export async function report(samples: Samples, rounds: number, conditions: Conditions): Promise<string> {
  const { date, facet, browser, cores, load } = conditions;
  const lines = toLines(samples);
  const fewer = rounds < ENOUGH ? ', too few to decide a goal' : '';
  const head = `${date}, Facet ${facet}, ${browser}, ${cores} cores, load ${load.toFixed(1)} before, ${rounds} rounds${fewer}`;
  const markdown = `${head}\n\n${toTable(lines)}\n`;
  const folder = join(root, '.bench');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'calls.md'), markdown);
  await writeFile(
    join(folder, 'calls.json'),
    JSON.stringify({ conditions, rounds, lines, samples }, undefined, 2),
  );
  return markdown;
}
