import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ATTACKS_REPORT, readCases, toAttacksCommand } from '../attacks/command.ts';
import { findWrongCounts } from '../attacks/table.ts';
import { BENCH_REPORT, toBenchCommand } from '../bench/command.ts';
import {
  CHAOS_REPORT,
  SHORT_MINUTES,
  SHORT_SEED as SHORT_SEED_OF_CHAOS,
  toChaosCommand,
} from '../chaos/plan.ts';
import { SHORT, SHORT_SEED, toFuzzCommand } from '../fuzz/plan.ts';
import { runCommand } from '../machine/command.ts';
import { startDisplay } from '../machine/display.ts';
import { ensurePrograms } from '../machine/ensure.ts';
import { root } from '../machine/root.ts';
import { BUDGETS } from './budgets.ts';
import { readCounts, type Counts } from './counts.ts';
import { readFailures } from './failures.ts';
import { checkPackages } from './packages.ts';
import { findTooLarge, measure } from './sizes.ts';

/** Runs to its end and counts; `rest` is for the runner of tests. */
export type Stage = (rest: readonly string[]) => Promise<Counts>;

const REPORTS = 'test-results';
const THREAT_MODEL = 'docs/threat-model.md';

const stages: Record<string, Stage> = {
  lint: () => runChecks(1, ['eslint', '.'], ['prettier', '--check', '.']),
  types: () => runChecks(1, ['svelte-check', '--fail-on-warnings', '--tsgo']),
  unit: async (rest) => {
    const report = `${REPORTS}/unit.json`;
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    return runTests(['vitest', 'run', ...reporters, ...rest], report);
  },
  fuzz: async (rest) => {
    const report = `${REPORTS}/fuzz.json`;
    const plan = { cases: SHORT, seed: SHORT_SEED, surfaces: [] };
    console.log(`the same again: npm run fuzz -- --seed=${plan.seed} --cases=${plan.cases}`);
    const { command, env } = toFuzzCommand(plan, report);
    return runTests([...command, '--reporter=default', ...rest], report, env);
  },
  build: async () => {
    const built = await runChecks(0, ['wxt', 'build'], ['wxt', 'build', '-b', 'firefox']);
    return built.failed > 0 ? built : checkSizes();
  },
  package: checkPackages,
  pictures: async (rest) => {
    const { chromium } = await ensurePrograms(['chromium']);
    const command = ['playwright', 'test', '-c', 'tests/pictures/playwright.config.ts', ...rest];
    return runTests(command, `${REPORTS}/pictures.json`, { FACET_CHROMIUM: chromium });
  },
  attacks: async (rest) => {
    const { chromium, firefox } = await ensurePrograms(['chromium', 'firefox']);
    const counts = await runTests(toAttacksCommand(...rest), ATTACKS_REPORT, {
      ...{ FACET_CHROMIUM: chromium, FACET_FIREFOX: firefox },
    });
    if (rest.length > 0) return counts; // not all of them were tried
    const wrong = findWrongCounts(readCases(ATTACKS_REPORT), readFileSync(join(root, THREAT_MODEL), 'utf8'));
    for (const sentence of wrong) console.log(sentence);
    return { ...counts, failed: counts.failed + wrong.length };
  },
  e2e: async (rest) => {
    // A person's own screen and keyboard are left alone where Xvfb can stand in for them.
    const hidden = process.platform === 'linux';
    const { chromium, firefox } = await ensurePrograms(
      hidden ? ['chromium', 'firefox', 'xvfb', 'openbox', 'xdotool'] : ['chromium', 'firefox'],
    );
    const display = hidden ? await startDisplay() : undefined;
    const env = {
      FACET_CHROMIUM: chromium,
      FACET_FIREFOX: firefox,
      ...(display && { DISPLAY: display.name }),
    };
    try {
      return await runTests(['playwright', 'test', ...rest], `${REPORTS}/e2e.json`, env);
    } finally {
      await display?.stop();
    }
  },
  chaos: async (rest) => {
    const { chromium } = await ensurePrograms(['chromium']);
    const { command, env } = toChaosCommand({ minutes: SHORT_MINUTES, seed: SHORT_SEED_OF_CHAOS }, ...rest);
    return runTests(command, CHAOS_REPORT, { ...env, FACET_CHROMIUM: chromium });
  },
  // after the tests, never beside them: what is measured shares the machine with nothing
  bench: async () => {
    const { chromium } = await ensurePrograms(['chromium']);
    return runTests(toBenchCommand('quick'), BENCH_REPORT, { FACET_CHROMIUM: chromium });
  },
};

/** Those that run beside each other: each has one of two cores at work, and neither says a word unless it fails. */
export const TOGETHER = ['lint', 'types'];

/** Those that need what is built. */
const ON_BUILD = ['package', 'pictures', 'attacks', 'e2e', 'chaos', 'bench'];

/** The stages that the command line names, or all; what needs the build always gets a fresh one. */
export function chooseStages(words: readonly string[]): { chosen: [string, Stage][]; rest: string[] } {
  const named = words.filter((word) => Object.hasOwn(stages, word));
  if (named.some((name) => ON_BUILD.includes(name))) named.push('build');
  const chosen = Object.entries(stages).filter(([name]) => named.length === 0 || named.includes(name));
  return { chosen, rest: words.filter((word) => !Object.hasOwn(stages, word)) };
}

/** Writes the types that WXT makes; every stage reads them, and a fresh clone has none. */
export const prepare = (): Promise<Counts> => runChecks(0, ['wxt', 'prepare']);

/** Commands that say nothing unless they fail; together they count as `worth` when all succeed. */
async function runChecks(worth: number, ...commands: [string, ...string[]][]): Promise<Counts> {
  for (const [command, ...args] of commands) {
    const { ok, output } = await runCommand(command, args, { cwd: root });
    if (ok) continue;
    console.log(output);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  return { passed: worth, failed: 0, skipped: 0 };
}

/** Fails for each part of what was built that is over its budget. */
function checkSizes(): Counts {
  const tooLarge = Object.entries(BUDGETS).flatMap(([build, budgets]) =>
    findTooLarge(build, measure(join(root, '.output', build)), budgets),
  );
  for (const sentence of tooLarge) console.log(sentence);
  return { passed: 0, failed: tooLarge.length, skipped: 0 };
}

async function runTests([command, ...args]: string[], report: string, env = {}): Promise<Counts> {
  rmSync(report, { force: true }); // an old report must not speak for a run that died
  const options = { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } } as const;
  const { ok } = await runCommand(command as string, args, options);
  return { ...readCounts(report, ok), failures: readFailures(report) };
}
