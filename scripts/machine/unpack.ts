/**
 * Programs for people who may not install any: Debian packages are downloaded into .browsers and unpacked
 * there, and a launcher shows them to the program as if they were installed. Nothing outside is changed.
 */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand, type Outcome } from './command.ts';
import { toUnpackedRoot, unpackPackages } from './packages.ts';
import { programs, type ProgramName } from './programs.ts';
import { unpackedFolder, unpackedProgram } from './unpacked.ts';

const unpackedRoot = toUnpackedRoot(unpackedFolder);

/** Downloads and unpacks the Debian packages of programs and what they need; needs user namespaces. */
export async function unpack(names: readonly ProgramName[]): Promise<Outcome> {
  const namespaces = await runCommand('unshare', ['-rm', 'true']);
  if (!namespaces.ok) return { ok: false, output: 'This computer does not allow user namespaces.' };
  prepareRoot();
  const packages = names.map((name) => programs[name].debian);
  const unpacked = await unpackPackages(unpackedFolder, packages);
  if (!unpacked.ok) return unpacked;
  for (const name of names) writeLauncher(name);
  return { ok: true, output: '' };
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
