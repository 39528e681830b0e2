/** How many cases there are, and how what failed is tried again: said to the runner of tests by its environment. */

/** Cases of a whole run; what each property gets of them stands beside it, in `tests/fuzz`. */
export const MILLION = 1_000_000;

/** Cases of the run that is part of `npm test`. */
export const SHORT = 20_000;

/** Its seed: the same each time, so that what fails there was broken by a change. `npm run fuzz` goes looking. */
export const SHORT_SEED = 7_023_019;

/** What is fuzzed, and how. */
export interface Plan {
  cases: number;
  seed: number;
  /** Where in a run with this seed a failure was. */
  path?: string;
  /** Surfaces to try, by the names of their files; none: all. */
  surfaces: string[];
  /** Of their properties only those with this in them. */
  only?: string;
}

/** The plan that a command line asks for, with another seed each time unless it names one. Throws for what it does not know. */
export function toPlan(words: readonly string[], newSeed: () => number): Plan {
  const plan: Plan = { cases: MILLION, seed: newSeed(), surfaces: [] };
  for (const word of words) {
    const [, name = '', value = ''] = /^--(cases|seed|path|only)=(.+)$/.exec(word) ?? [];
    if (word.startsWith('--') && name === '') {
      throw new Error(`npm run fuzz knows --cases=, --seed=, --path= and --only=, and not ${word}`);
    }
    if (name === '') plan.surfaces.push(word);
    else if (name === 'path' || name === 'only') plan[name] = value;
    else if (/^-?\d{1,15}$/.test(value)) plan[name as 'cases' | 'seed'] = Number(value);
    else throw new Error(`--${name} must be a whole number, got ${value}`);
  }
  return plan;
}

/** The command and the environment of a plan. */
export function toFuzzCommand({ cases, seed, path, surfaces, only }: Plan, report: string) {
  const reporters = ['--reporter=json', `--outputFile.json=${report}`];
  const names = only === undefined ? [] : ['-t', only.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')];
  const files = surfaces.map((name) => `tests/fuzz/${name}.fuzz.ts`);
  const command: [string, ...string[]] = [
    'vitest',
    ...['run', '--config', 'tests/fuzz/vitest.config.ts', ...reporters, ...names, ...files],
  ];
  const env: Record<string, string> = {
    FACET_FUZZ_CASES: String(cases),
    FACET_FUZZ_SEED: String(seed),
    ...(path === undefined ? {} : { FACET_FUZZ_PATH: path }),
  };
  return { command, env };
}

/** The runs of one property out of that environment, for fast-check. */
export function toRuns(
  ofMillion: number,
  env: Record<string, string | undefined>,
): { numRuns: number; seed: number; path?: string } {
  const { FACET_FUZZ_CASES: cases, FACET_FUZZ_SEED: seed, FACET_FUZZ_PATH: path } = env;
  const numRuns = Math.max(1, Math.round((Number(cases ?? SHORT) * ofMillion) / MILLION));
  return { numRuns, seed: Number(seed ?? SHORT_SEED), ...(path === undefined ? {} : { path }) };
}
