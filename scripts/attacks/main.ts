/**
 * `npm run attacks`: what adversaries claim, tried against a fresh build, and a table of what was refuted. With `--prove`
 * every check that holds a claim is taken out in turn, and the claim must come true then. Other words choose claims.
 */
import { buildOrExit } from '../build/fresh.ts';
import { runCommand } from '../machine/command.ts';
import { ensurePrograms } from '../machine/ensure.ts';
import { root } from '../machine/root.ts';
import { ATTACKS_REPORT, readCases, toAttacksCommand } from './command.ts';
import { prove } from './prove.ts';
import { toTable } from './table.ts';

const words = process.argv.slice(2);
const chosen = words.filter((word) => !word.startsWith('--'));
const { chromium, firefox } = await ensurePrograms(['chromium', 'firefox']);
Object.assign(process.env, { FACET_CHROMIUM: chromium, FACET_FIREFOX: firefox });

await buildOrExit();
await buildOrExit('firefox');
const [command, ...args] = toAttacksCommand(...chosen.flatMap((word) => ['--grep', word]));
const { ok } = await runCommand(command, args, { cwd: root, stdio: 'inherit' });
const cases = readCases(ATTACKS_REPORT);
console.log(`\n${toTable(cases)}\n`);

let unproven = 0;
if (words.includes('--prove')) {
  await prove(cases, ({ claim }, proof) => {
    if ('held' in proof) unproven += 1;
    console.log('fell' in proof ? `✔ ${claim}: fell\n  ${proof.fell}` : `✘ ${claim}: ${proof.held}`);
  });
  console.log(`\n${cases.length - unproven} of ${cases.length} claims come true without their check.`);
}
process.exit(ok && unproven === 0 ? 0 : 1);
