/** How many hours of use, and with which seed: said to the runner of tests by its environment. */
import { PROVE, type PlanCommand } from '../build/run-plan.ts';
import { readNumbers } from '../machine/words.ts';

/** Of a run that nobody asked otherwise of. */
export const HOURS = 8;

/** With fewer there is nothing to compare: the first is for what is loaded once. */
export const LEAST_HOURS = 3;

export const SOAK_FIGURES = 'test-results/soak-figures.json';

export type SoakPlan = Record<'hours' | 'seed', number>;

/** The plan that a command line asks for, with another seed each time unless it names one. Throws for what it does not know. */
export function toPlan(words: readonly string[], newSeed: () => number): SoakPlan & { proves: boolean } {
  const proves = words.includes(PROVE);
  const plan: SoakPlan = { hours: proves ? LEAST_HOURS : HOURS, seed: newSeed() };
  readNumbers(
    'npm run soak',
    words.filter((each) => each !== PROVE),
    plan,
  );
  if (plan.hours < LEAST_HOURS) throw new Error(`a soak takes at least ${LEAST_HOURS} hours`);
  return { ...plan, proves };
}

/** The command and the environment of a plan. */
export const toSoakCommand = ({ hours, seed }: SoakPlan): PlanCommand => ({
  command: ['playwright', 'test', '-c', 'tests/soak/playwright.config.ts'],
  env: { FACET_SOAK_HOURS: String(hours), FACET_SOAK_SEED: String(seed) },
});

/** The plan out of that environment. */
export const readPlan = (env: Record<string, string | undefined>): SoakPlan => ({
  hours: Number(env['FACET_SOAK_HOURS'] ?? LEAST_HOURS),
  seed: Number(env['FACET_SOAK_SEED'] ?? 1),
});
