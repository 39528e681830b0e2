/** `npm run chaos`: half an hour of deaths, locks, switches and worse, on a fresh build; CONTRIBUTING.md says how to ask for more or less. */
import { randomInt } from 'node:crypto';
import { runCommand } from '../machine/command.ts';
import { ensurePrograms } from '../machine/ensure.ts';
import { root } from '../machine/root.ts';
import { toChaosCommand, toPlan, type Plan } from './plan.ts';

function readWords(): Plan {
  try {
    return toPlan(process.argv.slice(2), () => randomInt(0x7fff_ffff));
  } catch (error) {
    console.error(`✘ ${(error as Error).message}.`);
    process.exit(1);
  }
}

const plan = readWords();
console.log(`▸ ${plan.minutes} minutes of chaos, seed ${plan.seed}\n`);
const { chromium } = await ensurePrograms(['chromium']);
const built = await runCommand('wxt', ['build'], { cwd: root });
if (!built.ok) {
  console.error(built.output);
  process.exit(1);
}
const {
  command: [program, ...args],
  env,
} = toChaosCommand(plan);
const { ok } = await runCommand(program, args, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...env, FACET_CHROMIUM: chromium },
});
console.log(`the same steps again: npm run chaos -- --minutes=${plan.minutes} --seed=${plan.seed}`);
process.exit(ok ? 0 : 1);
