/** `npm run soak`: eight hours of use by a clock that is moved on, on a fresh build, with memory at the end of each; CONTRIBUTING.md says how to ask for less, or for broken builds. */
import { runPlan } from '../build/run-plan.ts';
import { toPlan, toSoakCommand } from './plan.ts';
import { prove } from './prove.ts';

const ok = await runPlan({
  toPlan,
  toTitle: ({ hours, seed }) => `${hours} hours of use, seed ${seed}`,
  toCommand: toSoakCommand,
  prove,
  toAgain: ({ hours, seed }) => `npm run soak -- --hours=${hours} --seed=${seed}`,
});
process.exit(ok ? 0 : 1);
