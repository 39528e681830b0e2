/** How long chaos reigns, and with which seed: said to the runner of tests by its environment. */

/** Of a run that nobody asked otherwise of. */
export const MINUTES = 30;

/** Of one whose runner of tests was started by hand; and its seed. */
export const SHORT_MINUTES = 3;
const SHORT_SEED = 7_023_019;

/** Where the runner of tests leaves its report, and the run its figures. */
export const CHAOS_REPORT = 'test-results/chaos.json';
export const FIGURES = 'test-results/chaos-figures.json';

export interface Plan {
  minutes: number;
  seed: number;
}

/** The plan that a command line asks for, with another seed each time unless it names one. Throws for what it does not know. */
export function toPlan(words: readonly string[], newSeed: () => number): Plan {
  const plan: Plan = { minutes: MINUTES, seed: newSeed() };
  for (const word of words) {
    const [, name, value] = /^--(minutes|seed)=(\d{1,10})$/.exec(word) ?? [];
    if (name === undefined) {
      throw new Error(`npm run chaos knows --minutes= and --seed= with whole numbers, and not ${word}`);
    }
    plan[name as keyof Plan] = Number(value);
  }
  return plan;
}

/** The command and the environment of a plan. */
export function toChaosCommand({ minutes, seed }: Plan, ...rest: string[]) {
  const command: [string, ...string[]] = [
    'playwright',
    ...['test', '-c', 'tests/chaos/playwright.config.ts', ...rest],
  ];
  return { command, env: { FACET_CHAOS_MINUTES: String(minutes), FACET_CHAOS_SEED: String(seed) } };
}

/** The plan out of that environment. */
export const readPlan = (env: Record<string, string | undefined>): Plan => ({
  minutes: Number(env['FACET_CHAOS_MINUTES'] ?? SHORT_MINUTES),
  seed: Number(env['FACET_CHAOS_SEED'] ?? SHORT_SEED),
});
