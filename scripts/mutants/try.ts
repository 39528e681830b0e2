/** Tries mutants one after another: the tests that run them, until one fails. */
import { join } from 'node:path';
import { root } from '../machine/root.ts';
import { createReader } from './closure.ts';
import { mutate, type Mutant } from './operators.ts';
import { toOrder, type Reach } from './reach.ts';
import { startTests } from './tests.ts';

/** A file of tests may take so many times as long as without a mutant, and this much more (ms): then it is an endless loop. */
const SLOWER = 5;
const LONGER = 10_000;

export type Fate = 'killed' | 'timed out' | 'survived';

export interface Tried {
  mutant: Mutant;
  fate: Fate;
  /** How many files of tests ran it. */
  files: number;
  /** The one of them that failed. */
  by?: string;
}

/** Kills after which the last test that failed must hold without its mutant: all tests share a thread, which may be spoiled. */
const CHECKED = 10;

/** Nothing is written to the disk: tests get the changed text when they ask for the file. */
export async function tryMutants(
  mutants: readonly Mutant[],
  sources: ReadonlyMap<string, string>,
  reach: Reach,
  until: number,
  onTried: (tried: Tried) => void,
): Promise<void> {
  const tests = await startTests();
  const read = createReader('');
  const run = (file: string) => tests.run(file, LONGER + SLOWER * (reach.times.get(file) ?? 0));

  async function attempt(mutant: Mutant): Promise<Tried> {
    tests.change(new Map([[join(root, mutant.path), mutate(sources.get(mutant.path) ?? '', mutant)]]));
    const files = toOrder(mutant, reach, (file) => read(file) ?? '');
    for (const [index, file] of files.entries()) {
      const outcome = await run(file);
      if (outcome === 'passed') continue;
      return { mutant, fate: outcome === 'failed' ? 'killed' : 'timed out', files: index + 1, by: file };
    }
    return { mutant, fate: 'survived', files: files.length };
  }

  /** Some of them, and again where a test then fails without any mutant. */
  async function attemptAll(some: readonly Mutant[], again: number): Promise<Tried[]> {
    const tried: Tried[] = [];
    for (const mutant of some) tried.push(await attempt(mutant));
    const last = tried.findLast(({ by }) => by !== undefined)?.by;
    tests.change(new Map());
    if (last === undefined || (await run(last)) === 'passed') return tried;
    if (again === 0) throw new Error(`${last} fails without any mutant`);
    await tests.renew();
    return attemptAll(some, again - 1);
  }

  try {
    for (let from = 0; from < mutants.length && Date.now() < until; from += CHECKED) {
      for (const tried of await attemptAll(mutants.slice(from, from + CHECKED), 1)) onTried(tried);
    }
  } finally {
    await tests.end();
  }
}
