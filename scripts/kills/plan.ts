/** How often the browser is killed, and with which seed: said to the runner of tests by its environment. */
import { join } from 'node:path';
import { root } from '../machine/root.ts';
import { readNumbers } from '../machine/words.ts';

export const KILLS_REPORT = join(root, 'test-results', 'kills.json');

export type KillsPlan = Record<'times' | 'seed', number>;

/** The plan that a command line asks for, with another seed each time unless it names one. Throws for what it does not know. */
export function toPlan(words: readonly string[], newSeed: () => number): KillsPlan {
  const plan: KillsPlan = { times: 200, seed: newSeed() };
  readNumbers('npm run kills', words, plan);
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
