/** `npm run kills`: the browser is killed 200 times in the middle of writes to the vault; CONTRIBUTING.md says how to ask for others. */
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { buildOrExit } from '../build/fresh.ts';
import { runCommand } from '../machine/command.ts';
import { ensurePrograms } from '../machine/ensure.ts';
import { root } from '../machine/root.ts';
import { KILLS_REPORT, toKillsCommand, toPlan, type KillsPlan } from './plan.ts';
import { toTable, type KillsReport } from './report.ts';

function readWords(): KillsPlan {
  try {
    return toPlan(process.argv.slice(2), () => randomInt(0x7fff_ffff));
  } catch (error) {
    console.error(`✘ ${(error as Error).message}.`);
    process.exit(1);
  }
}

const plan = readWords();
console.log(`▸ ${plan.times} kills, seed ${plan.seed}\n`);
const { chromium } = await ensurePrograms(['chromium']);
await buildOrExit();
const { command, env } = toKillsCommand(plan);
const [program, ...args] = command;
rmSync(KILLS_REPORT, { force: true }); // an old report must not speak for a run that died
const { ok } = await runCommand(program, args, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...env, FACET_CHROMIUM: chromium },
});
if (!existsSync(KILLS_REPORT)) process.exit(1);
const { rows, failures } = JSON.parse(readFileSync(KILLS_REPORT, 'utf8')) as KillsReport;
console.log(`\n${toTable(rows)}`);
for (const failure of failures) console.error(`\n✘ ${failure}`);
console.log(
  `\nseed ${plan.seed}; the same moments again: npm run kills -- --seed=${plan.seed} --times=${plan.times}`,
);
process.exit(ok ? 0 : 1);
