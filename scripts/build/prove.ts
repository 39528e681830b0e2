/** Has a run look at builds of Facet that are broken on purpose: one that finds nothing wrong with them is worth nothing. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../machine/root.ts';
import type { PlanCommand } from './run-plan.ts';
import { withCopy, type NoBuild, type Part } from './without.ts';

/** What came of a run: the first thing that was found, nothing, or no build. */
export type Find = { found: string } | 'nothing was found' | NoBuild;

/** What is wrong with a build, and the run that must see it. */
export interface Broken {
  broken: string;
  part: Part;
  run: PlanCommand;
  /** What the run found first, by the figures that it left. */
  read(figures: unknown): string | undefined;
}

/** Runs against each of them; runs leave their figures in one file. `onFind` hears of each. */
export const proveBroken = (
  builds: readonly Broken[],
  figures: string,
  onFind: (broken: string, find: Find) => void,
): Promise<void> =>
  withCopy(async (copy) => {
    for (const { broken, part, run, read } of builds) {
      const fault = await copy.buildWithout([part]);
      if (fault === undefined) {
        rmSync(join(root, figures), { force: true });
        await copy.test(run.command, run.env);
      }
      onFind(broken, fault ?? readFind(join(root, figures), read));
    }
  });

function readFind(path: string, read: Broken['read']): Find {
  if (!existsSync(path)) return 'nothing was found';
  const found = read(JSON.parse(readFileSync(path, 'utf8')));
  return found === undefined ? 'nothing was found' : { found };
}
