/** How long chaos reigns, and with which seed: said to the runner of tests by its environment. */
import { PROVE, type PlanCommand } from '../build/run-plan.ts';
import { readNumbers } from '../machine/words.ts';

/** Of a run that nobody asked otherwise of. */
export const MINUTES = 30;

/** Of one whose runner of tests was started by hand; and its seed. */
export const SHORT_MINUTES = 3;
export const SHORT_SEED = 7_023_019;

/** Where the runner of tests leaves its report, and the run its figures. */
export const CHAOS_REPORT = 'test-results/chaos.json';
export const FIGURES = 'test-results/chaos-figures.json';

export type Plan = Record<'minutes' | 'seed', number>;

/** The plan that a command line asks for, with another seed each time unless it names one. Throws for what it does not know. */
export function toPlan(words: readonly string[], newSeed: () => number): Plan & { proves: boolean } {
  const proves = words.includes(PROVE);
  const plan: Plan = { minutes: proves ? SHORT_MINUTES : MINUTES, seed: newSeed() };
  readNumbers(
    'npm run chaos',
    words.filter((each) => each !== PROVE),
    plan,
  );
  return { ...plan, proves };
}

/** The command and the environment of a plan. */
export const toChaosCommand = ({ minutes, seed }: Plan, ...rest: string[]): PlanCommand => ({
  command: ['playwright', 'test', '-c', 'tests/chaos/playwright.config.ts', ...rest],
  env: { FACET_CHAOS_MINUTES: String(minutes), FACET_CHAOS_SEED: String(seed) },
});

/** The plan out of that environment. */
export const readPlan = (env: Record<string, string | undefined>): Plan => ({
  minutes: Number(env['FACET_CHAOS_MINUTES'] ?? SHORT_MINUTES),
  seed: Number(env['FACET_CHAOS_SEED'] ?? SHORT_SEED),
});
