/** `npm run memory`: what is left of secrets in the memory of the browser after a lock, on a fresh build; takes the rights of root, and Linux. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { buildOrExit } from '../build/fresh.ts';
import { runCommand } from '../machine/command.ts';
import { ensurePrograms } from '../machine/ensure.ts';
import { root } from '../machine/root.ts';
import { MEMORY_REPORT, toTable, type Find } from './report.ts';

const [strange] = process.argv.slice(2);
if (strange !== undefined) {
  console.error(`✘ npm run memory knows no words, and not ${strange}.`);
  process.exit(1);
}
const { chromium } = await ensurePrograms(['chromium']);
await buildOrExit();
const reports = Object.entries(MEMORY_REPORT);
for (const [, file] of reports) rmSync(file, { force: true }); // an old report must not speak for a run that died
const { ok } = await runCommand('playwright', ['test', '-c', 'tests/memory/playwright.config.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, FACET_CHROMIUM: chromium },
});
for (const [name, file] of reports) {
  if (!existsSync(file)) continue;
  console.log(`\n${name}\n\n${toTable(JSON.parse(readFileSync(file, 'utf8')) as Find[])}`);
}
process.exit(ok ? 0 : 1);
