/** Whether the stores would take the packages, and whether others get the same bytes from the same sources. */
import { unzipSync } from 'fflate';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommand } from '../machine/command.ts';
import { root } from '../machine/root.ts';
import { build, packBuilds, packSources } from '../package/packages.ts';
import type { Counts } from './counts.ts';

/** Checks the packages of the last build; counts Mozilla's linter and each package that was made again. */
export async function checkPackages(): Promise<Counts> {
  const elsewhere = mkdtempSync(join(tmpdir(), 'facet-from-sources-'));
  try {
    const packages = packBuilds(root);
    const complaints = [await lintFirefox(packages, elsewhere)];
    await rebuild(elsewhere);
    const again = packBuilds(elsewhere);
    for (const [name, bytes] of Object.entries(packages))
      complaints.push(Buffer.compare(bytes, again[name] ?? Buffer.of()) === 0 ? '' : toDifference(name));
    const failed = complaints.filter((complaint) => complaint !== '');
    for (const complaint of failed) console.log(complaint);
    return { passed: complaints.length - failed.length, failed: failed.length, skipped: 0 };
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
}

const toDifference = (name: string) =>
  `${name} has other bytes when it is built in another folder, from the archive of the sources.`;

/** What Mozilla's linter has to say against the package for Firefox. */
async function lintFirefox(packages: Record<string, Uint8Array>, folder: string): Promise<string> {
  const [name, bytes] = Object.entries(packages).find(([each]) => each.endsWith('-firefox.zip'))!;
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const { ok, output } = await runCommand('addons-linter', ['--warnings-as-errors', path]);
  return ok ? '' : output;
}

/** Builds what is in the archive of the sources, with the packages that are installed here. */
async function rebuild(folder: string): Promise<void> {
  const [archive] = Object.values(await packSources(root));
  for (const [name, bytes] of Object.entries(unzipSync(archive!))) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  await build(folder);
}
