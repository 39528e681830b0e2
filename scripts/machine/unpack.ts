/**
 * Programs for people who may not install any: Debian packages are downloaded into .browsers and unpacked
 * there, and a launcher shows them to the program as if they were installed. Nothing outside is changed.
 */
import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { runCommand, type Outcome } from './command.ts';
import { programs, type ProgramName } from './programs.ts';
import { unpackedFolder, unpackedProgram } from './unpacked.ts';

const unpackedRoot = join(unpackedFolder, 'root');
const state = join(unpackedFolder, 'apt/state');
const cache = join(unpackedFolder, 'apt/cache');

/** Downloads and unpacks the Debian packages of programs and what they need; needs user namespaces. */
export async function unpack(names: readonly ProgramName[]): Promise<Outcome> {
  const namespaces = await runCommand('unshare', ['-rm', 'true']);
  if (!namespaces.ok) return { ok: false, output: 'This computer does not allow user namespaces.' };
  const downloaded = await download(names.map((name) => programs[name].debian));
  if (!downloaded.ok) return downloaded;
  prepareRoot();
  const archives = join(cache, 'archives');
  for (const file of readdirSync(archives).filter((name) => name.endsWith('.deb'))) {
    const outcome = await runCommand('dpkg-deb', ['-x', join(archives, file), unpackedRoot]);
    if (!outcome.ok) return outcome;
  }
  for (const name of names) writeLauncher(name);
  return { ok: true, output: '' };
}

/** Lists and packages go to folders of our own; what is installed already is read, never written. */
async function download(packages: string[]): Promise<Outcome> {
  mkdirSync(join(state, 'lists/partial'), { recursive: true });
  mkdirSync(join(cache, 'archives/partial'), { recursive: true });
  const settings = [
    `Dir::State=${state}`,
    'Dir::State::status=/var/lib/dpkg/status',
    `Dir::Cache=${cache}`,
    `APT::Sandbox::User=${userInfo().username}`,
    'APT::Install-Recommends=false',
    'Debug::NoLocking=true',
  ].flatMap((setting) => ['-o', setting]);
  const updated = await runCommand('apt-get', [...settings, '-qq', 'update']);
  if (!updated.ok) return updated;
  return runCommand('apt-get', [...settings, '-qq', '-y', '--download-only', 'install', ...packages]);
}

/** Debian's /bin, /lib and /sbin are links into /usr; older packages still write through them. */
function prepareRoot(): void {
  mkdirSync(join(unpackedRoot, 'etc'), { recursive: true });
  for (const name of ['bin', 'lib', 'lib64', 'sbin']) {
    mkdirSync(join(unpackedRoot, 'usr', name), { recursive: true });
    try {
      symlinkSync(`usr/${name}`, join(unpackedRoot, name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** A shell script that lays the unpacked files over /usr and /etc, for this program and its children only. */
function writeLauncher(name: ProgramName): void {
  const path = unpackedProgram(name);
  const [command] = programs[name].names;
  mkdirSync(join(unpackedFolder, 'bin'), { recursive: true });
  writeFileSync(
    path,
    `#!/bin/sh
root="$(cd "$(dirname "$0")/../root" && pwd)"
exec unshare -rm sh -c '
for folder in usr etc; do
  mount -t overlay overlay -o "lowerdir=$0/$folder:/$folder" "/$folder" || exit 1
done
exec "$@"' "$root" ${command} "$@"
`,
  );
  chmodSync(path, 0o755);
}
