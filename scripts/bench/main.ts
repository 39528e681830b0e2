/** `npm run bench`: what a call of a page costs on a fresh build, beside two controls; `--quick` takes few rounds. */
import { buildOrExit } from '../build/fresh.ts';
import { runCommand } from '../machine/command.ts';
import { ensurePrograms } from '../machine/ensure.ts';
import { root } from '../machine/root.ts';
import { toBenchCommand } from './command.ts';

const words = process.argv.slice(2);
const strange = words.find((word) => word !== '--quick');
if (strange !== undefined) {
  console.error(`✘ npm run bench knows --quick, and not ${strange}.`);
  process.exit(1);
}

const { chromium } = await ensurePrograms(['chromium']);
await buildOrExit();
const [command, ...args] = toBenchCommand(words.length > 0 ? 'quick' : 'full');
const env = { ...process.env, FACET_CHROMIUM: chromium };
const { ok } = await runCommand(command, args, { cwd: root, stdio: 'inherit', env });
process.exit(ok ? 0 : 1);
