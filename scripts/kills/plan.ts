/** How often the browser is killed, and with which seed: said to the runner of tests by its environment. */
import { join } from 'node:path';
import { root } from '../machine/root.ts';

export const KILLS_REPORT = join(root, 'test-results', 'kills.json');

export interface KillsPlan {
  times: number;
  seed: number;
}

/** The plan that a command line asks for, with another seed each time unless it names one. Throws for what it does not know. */
export function toPlan(words: readonly string[], newSeed: () => number): KillsPlan {
  const plan: KillsPlan = { times: 200, seed: newSeed() };
  for (const word of words) {
    const [, name, value] = /^--(times|seed)=(\d{1,10})$/.exec(word) ?? [];
    if (name === undefined) {
      throw new Error(`npm run kills knows --times= and --seed= with a whole number, and not ${word}`);
    }
    plan[name as keyof KillsPlan] = Number(value);
  }
  return plan;
}

/** The command and the environment of a plan. */
export function toKillsCommand({ times, seed }: KillsPlan) {
  const command: [string, ...string[]] = [
    'playwright',
    ...['test', '-c', 'tests/kills/playwright.config.ts'],
  ];
  return { command, env: { FACET_KILLS: String(times), FACET_SEED: String(seed) } };
}

/** The plan out of that environment. */
export const readPlan = ({ FACET_KILLS, FACET_SEED }: Record<string, string | undefined>): KillsPlan => ({
  times: Number(FACET_KILLS ?? 5),
  seed: Number(FACET_SEED ?? 7),
});
