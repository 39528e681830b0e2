/** Debian packages for people who may not install any, or must not: downloaded and unpacked into a folder of our own. */
import { mkdirSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { runCommand, type Outcome } from './command.ts';

/** Where what `unpackPackages` gets into a folder lies, as it would from `/`. */
export const toUnpackedRoot = (folder: string): string => join(folder, 'root');

/**
 * Downloads packages, with what they need that is not installed, and unpacks them into `folder`. Lists and packages go there as
 * well; what is installed is read, never written.
 */
export async function unpackPackages(folder: string, packages: readonly string[]): Promise<Outcome> {
  const [state, cache] = [join(folder, 'apt/state'), join(folder, 'apt/cache')];
  const archives = join(cache, 'archives');
  mkdirSync(join(state, 'lists/partial'), { recursive: true });
  mkdirSync(join(archives, 'partial'), { recursive: true });
  const settings = [
    `Dir::State=${state}`,
    'Dir::State::status=/var/lib/dpkg/status',
    `Dir::Cache=${cache}`,
    `APT::Sandbox::User=${userInfo().username}`,
    'APT::Install-Recommends=false',
    'Debug::NoLocking=true',
  ].flatMap((setting) => ['-o', setting]);
  const apt = (...args: string[]) => runCommand('apt-get', [...settings, '-qq', ...args]);
  const updated = await apt('update');
  if (!updated.ok) return updated;
  const downloaded = await apt('-y', '--download-only', '--reinstall', 'install', ...packages);
  if (!downloaded.ok) return downloaded;
  mkdirSync(toUnpackedRoot(folder), { recursive: true });
  for (const file of readdirSync(archives).filter((name) => name.endsWith('.deb'))) {
    const unpacked = await runCommand('dpkg-deb', ['-x', join(archives, file), toUnpackedRoot(folder)]);
    if (!unpacked.ok) return unpacked;
  }
  return { ok: true, output: '' };
}
