import { runCommand, type Outcome } from './command.ts';
import { programs, type ProgramName } from './programs.ts';

const QUIET = ['-qq', '-y', '-o', 'DPkg::Lock::Timeout=300', '-o', 'APT::Install-Recommends=false'];

/** Installs the Debian packages of programs; `sudo` goes before the command, empty for root. */
export async function aptInstall(sudo: readonly string[], names: readonly ProgramName[]): Promise<Outcome> {
  const packages = names.map((name) => programs[name].debian);
  const apt = (...args: string[]) => {
    const [command, ...rest] = [
      ...sudo,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      ...QUIET,
      ...args,
    ];
    return runCommand(command as string, rest);
  };
  // A list that cannot be refreshed may still be good enough, so only the installation decides.
  await apt('update');
  return apt('install', ...packages);
}
