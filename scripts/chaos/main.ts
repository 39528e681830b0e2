/** `npm run chaos`: half an hour of deaths, locks, switches and worse, on a fresh build; CONTRIBUTING.md says how to ask for more or less, or for broken ones. */
import { runPlan } from '../build/run-plan.ts';
import { toChaosCommand, toPlan } from './plan.ts';
import { prove } from './prove.ts';

const ok = await runPlan({
  toPlan,
  toTitle: ({ minutes, seed }) => `${minutes} minutes of chaos, seed ${seed}`,
  toCommand: (plan) => toChaosCommand(plan),
  prove,
  toAgain: ({ minutes, seed }) => `npm run chaos -- --minutes=${minutes} --seed=${seed}`,
});
process.exit(ok ? 0 : 1);
