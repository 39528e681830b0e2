/** Builds Facet with a part taken out, in a copy of the sources: whoever claims to see that it is gone must. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../machine/command.ts';
import { root } from '../machine/root.ts';
import type { Browser } from './fresh.ts';

/** A part of Facet: where it is, what it says (once in that file), and what is there instead once it is taken out. */
export interface Part {
  file: string;
  says: string;
  without: string;
}

/** Why there is no build without a part. */
export type NoBuild = 'the check is not there' | 'it does not build without it';

export interface Copy {
  /** Builds all but these parts. */
  buildWithout(parts: readonly Part[], browser?: Browser): Promise<NoBuild | undefined>;
  /** Runs a command of tests against what was built last. */
  test(command: readonly [string, ...string[]], env?: object): Promise<{ ok: boolean; output: string }>;
}

/** What a build is made of. */
const SOURCES = [
  ...['assets', 'components', 'entrypoints', 'lib', 'locales', 'public', 'scripts'],
  ...['LICENSE', 'package.json', 'package-lock.json', 'tsconfig.json', 'wxt.config.ts'],
];

/** Copies the sources, hands the copy to `use`, and deletes it when that ends. */
export async function withCopy(use: (copy: Copy) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'facet-without-'));
  try {
    for (const each of SOURCES) cpSync(join(root, each), join(folder, each), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    await use({
      buildWithout: (parts, browser = 'chrome') => buildWithout(folder, parts, browser),
      test([program, ...args], env = {}) {
        const extension = {
          FACET_EXTENSION: join(folder, '.output/chrome-mv3'),
          FACET_FIREFOX_EXTENSION: join(folder, '.output/firefox-mv3'),
        };
        return runCommand(program, args, { cwd: root, env: { ...process.env, ...env, ...extension } });
      },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function buildWithout(
  folder: string,
  parts: readonly Part[],
  browser: Browser,
): Promise<NoBuild | undefined> {
  const before = new Map<string, string>();
  try {
    for (const { file, says, without } of parts) {
      const path = join(folder, file);
      const source = readFileSync(path, 'utf8');
      if (source.split(says).length !== 2) return 'the check is not there';
      before.set(path, before.get(path) ?? source);
      writeFileSync(
        path,
        source.replace(says, () => without),
      );
    }
    const { ok } = await runCommand('wxt', ['build', '-b', browser], { cwd: folder });
    return ok ? undefined : 'it does not build without it';
  } finally {
    for (const [path, source] of before) writeFileSync(path, source);
  }
}
