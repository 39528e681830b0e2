import { existsSync, readFileSync } from 'node:fs';
import { aptInstall } from './apt.ts';
import { runCommand, type Outcome } from './command.ts';
import type { ProgramName } from './programs.ts';
import { root } from './root.ts';
import { unpack } from './unpack.ts';

/** A way to get programs that are missing. */
export interface Way {
  label: string;
  brings(name: ProgramName): boolean;
  get(names: readonly ProgramName[]): Promise<Outcome>;
}

/** What may work on this computer, best first. None of them asks anything. */
export async function getWays(): Promise<Way[]> {
  if (!(await runCommand('apt-get', ['--version'])).ok) return [playwright];
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const mayInstall = sudo.length === 0 || (await runCommand('sudo', ['-n', 'true'])).ok;
  const debian: Way = mayInstall
    ? { label: 'Debian packages', brings: hasPackage, get: (names) => aptInstall(sudo, names) }
    : { label: 'Debian packages, unpacked into .browsers', brings: hasPackage, get: unpack };
  return [debian, playwright];
}

/** Ubuntu has these two as snaps only, whose packages are empty. */
const hasPackage = (name: ProgramName) => !isUbuntu() || !['chromium', 'firefox'].includes(name);

const isUbuntu = () =>
  existsSync('/etc/os-release') && /^ID(_LIKE)?=.*ubuntu/m.test(readFileSync('/etc/os-release', 'utf8'));

const playwright: Way = {
  label: "Playwright's build",
  brings: (name) => name === 'chromium',
  get: () => runCommand('playwright', ['install', '--no-shell', 'chromium'], { cwd: root }),
};
