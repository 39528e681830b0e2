/**
 * Takes each check out of the sources in turn, builds Facet without it, and has the case tried that says it is held by
 * that check: it must fall. Works on a copy of the sources.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../machine/command.ts';
import { root } from '../machine/root.ts';
import { toAttacksCommand, type Case, type Check } from './command.ts';

/** What came of a case whose check was taken out. */
export type Proof =
  'fell' | 'held without its check' | 'the check is not there' | 'it does not build without it';

/** What a build is made of. */
const SOURCES = [
  ...['assets', 'components', 'entrypoints', 'lib', 'locales', 'public', 'scripts'],
  ...['LICENSE', 'package.json', 'package-lock.json', 'tsconfig.json', 'wxt.config.ts'],
];

/** Proves the cases one after another; cases that name the same check share a build. `onProof` hears of each. */
export async function prove(
  cases: readonly Case[],
  onProof: (proven: Case, proof: Proof) => void,
): Promise<void> {
  const copy = mkdtempSync(join(tmpdir(), 'facet-without-'));
  try {
    for (const each of SOURCES) cpSync(join(root, each), join(copy, each), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const checks = new Map(cases.map(({ check }) => [JSON.stringify(check), check]));
    for (const [key, check] of checks) {
      const held = cases.filter((each) => JSON.stringify(each.check) === key);
      const fault = await buildWithout(copy, check);
      for (const each of held) onProof(each, fault ?? (await attempt(copy, each)));
    }
  } finally {
    rmSync(copy, { recursive: true });
  }
}

async function buildWithout(copy: string, { file, says, without }: Check): Promise<Proof | undefined> {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  if (source.split(says).length !== 2) return 'the check is not there';
  writeFileSync(
    path,
    source.replace(says, () => without),
  );
  try {
    const { ok } = await runCommand('wxt', ['build'], { cwd: copy });
    return ok ? undefined : 'it does not build without it';
  } finally {
    writeFileSync(path, source);
  }
}

async function attempt(copy: string, { claim }: Case): Promise<Proof> {
  const [command, ...args] = toAttacksCommand('--workers=1', '--reporter=line', '--grep', toPattern(claim));
  const env = { ...process.env, FACET_EXTENSION: join(copy, '.output/chrome-mv3') };
  const { ok, output } = await runCommand(command, args, { cwd: root, env });
  return !ok && output.includes('1 failed') ? 'fell' : 'held without its check';
}

/** A pattern of Playwright's that finds this title alone. */
const toPattern = (title: string): string => `${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
