/** What `npm run chaos` and `npm run soak` do: a plan out of the command line, a fresh build and a run of it, or builds that are broken on purpose. */
import { randomInt } from 'node:crypto';
import { runCommand } from '../machine/command.ts';
import { ensurePrograms } from '../machine/ensure.ts';
import { root } from '../machine/root.ts';
import { buildOrExit } from './fresh.ts';
import type { Find } from './prove.ts';

/** How the runner of tests is started, and what its environment says of the plan. */
export interface PlanCommand {
  command: [string, ...string[]];
  env: Record<string, string>;
}

/** Asks for builds that are broken on purpose, each of which must be found out. */
export const PROVE = '--prove';

export interface Run<Plan> {
  toPlan(words: readonly string[], newSeed: () => number): Plan & { proves: boolean };
  /** What is said at the beginning. */
  toTitle(plan: Plan): string;
  toCommand(plan: Plan): PlanCommand;
  prove(plan: Plan, onFind: (broken: string, find: Find) => void): Promise<void>;
  /** The command line for the same once more. */
  toAgain(plan: Plan): string;
}

/** Resolves to whether all went well; says so to whoever sits there. */
export async function runPlan<Plan>({ toPlan, toTitle, toCommand, prove, toAgain }: Run<Plan>) {
  let plan: Plan & { proves: boolean };
  try {
    plan = toPlan(process.argv.slice(2), () => randomInt(0x7fff_ffff));
  } catch (error) {
    console.error(`✘ ${(error as Error).message}.`);
    return false;
  }
  console.log(`▸ ${toTitle(plan)}\n`);
  const { chromium } = await ensurePrograms(['chromium']);
  process.env['FACET_CHROMIUM'] = chromium;
  if (plan.proves) {
    let unseen = 0;
    await prove(plan, (broken, find) => {
      const isFound = typeof find === 'object';
      if (!isFound) unseen += 1;
      console.log(`${isFound ? '✔' : '✘'} ${broken}: ${isFound ? find.found : find}`);
    });
    return unseen === 0;
  }
  await buildOrExit();
  const {
    command: [program, ...args],
    env,
  } = toCommand(plan);
  const { ok } = await runCommand(program, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  console.log(`the same steps again: ${toAgain(plan)}`);
  return ok;
}
