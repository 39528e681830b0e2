/** `npm run fuzz`: a million made-up cases over every surface that strangers reach; CONTRIBUTING.md says how to ask for others. */
import { randomInt } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../machine/command.ts';
import { root } from '../machine/root.ts';
import { toFuzzCommand, toPlan, type Plan } from './plan.ts';
import { readFuzz, toTable } from './report.ts';

const REPORT = join(root, 'test-results', 'fuzz.json');

function readPlan(): Plan {
  try {
    return toPlan(process.argv.slice(2), () => randomInt(0x7fff_ffff));
  } catch (error) {
    console.error(`✘ ${(error as Error).message}.`);
    process.exit(1);
  }
}

const plan = readPlan();
console.log(`▸ ${plan.cases.toLocaleString('en')} cases, seed ${plan.seed}\n`);
const { command, env } = toFuzzCommand(plan, REPORT);
const [program, ...args] = command;
rmSync(REPORT, { force: true }); // an old report must not speak for a run that died
const prepared = await runCommand('wxt', ['prepare'], { cwd: root });
const { ok, output } = prepared.ok
  ? await runCommand(program, args, { cwd: root, env: { ...process.env, ...env } })
  : prepared;
if (!existsSync(REPORT)) {
  console.error(output);
  process.exit(1);
}
const { rows, failures } = readFuzz(REPORT);
console.log(toTable(rows));
for (const failure of failures) console.error(`\n✘ ${failure}`);
console.log(`\nseed ${plan.seed}; the same again: npm run fuzz -- --seed=${plan.seed} --cases=${plan.cases}`);
process.exit(ok && rows.length > 0 && failures.length === 0 ? 0 : 1);
