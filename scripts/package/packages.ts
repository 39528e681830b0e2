/** What is handed in to the stores: one zip for each browser, and the sources from which they can be made again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../machine/command.ts';
import { readSources } from './sources.ts';
import { readFolder, toZip } from './zip.ts';

/** Of a package by its file name. */
export type Packages = Record<string, Uint8Array>;

/** The builds by their browsers. Edge gets that of Chrome: its own would differ in nothing but the name it is built for. */
const BUILDS = { chrome: 'chrome-mv3', edge: 'chrome-mv3', firefox: 'firefox-mv3' };

/** Builds the sources in this folder for all browsers, into its `.output`; throws what a build says if it fails. */
export async function build(folder: string): Promise<void> {
  for (const browser of ['chrome', 'firefox']) {
    const { ok, output } = await runCommand('wxt', ['build', '-b', browser], { cwd: folder });
    if (!ok) throw new Error(output);
  }
}

/** The packages for browsers, of what was built in this folder. */
export function packBuilds(folder: string): Packages {
  const entries = Object.entries(BUILDS).map(([browser, path]) => [
    toName(folder, browser),
    toZip(readFolder(join(folder, '.output', path))),
  ]);
  return Object.fromEntries(entries) as Packages;
}

/** The package of the sources themselves, which Mozilla asks for. */
export const packSources = async (folder: string): Promise<Packages> => ({
  [toName(folder, 'sources')]: toZip(await readSources(folder)),
});

function toName(folder: string, part: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return `facet-${version}-${part}.zip`;
}
