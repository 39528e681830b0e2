import { findProgram } from './find.ts';
import { programs, type ProgramName } from './programs.ts';
import { getWays } from './ways.ts';

/** A program is missing and could not be got; the message says what to install. */
export class MissingProgramError extends Error {}

/**
 * The executables of the named programs, installed first where they are missing.
 * Never asks anything; throws MissingProgramError when there is no way to get one.
 */
export async function ensurePrograms<Name extends ProgramName>(
  names: readonly Name[],
): Promise<Record<Name, string>> {
  const found = new Map<Name, string>();
  let missing = [...names];
  const look = async () => {
    for (const name of missing) {
      const path = await findProgram(name);
      if (path) found.set(name, path);
    }
    missing = missing.filter((name) => !found.has(name));
  };
  await look();
  for (const way of missing.length > 0 ? await getWays() : []) {
    const wanted = missing.filter((name) => way.brings(name));
    if (wanted.length === 0) continue;
    console.log(`▸ Getting ${wanted.map((name) => programs[name].label).join(', ')} (${way.label})…`);
    const { ok, output } = await way.get(wanted);
    if (!ok) console.log(`  That did not work: ${toReason(output)}`);
    await look();
  }
  if (missing.length > 0) throw new MissingProgramError(toInstructions(missing));
  return Object.fromEntries(found) as Record<Name, string>;
}

/** The last words of a command that failed, without a stack. */
const toReason = (output: string): string =>
  output
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^ +at /.test(line))
    .slice(-2)
    .join('\n  ');

function toInstructions(missing: readonly ProgramName[]): string {
  const lines = missing.map((name) => {
    const { label, names, variable } = programs[name];
    return `  ${label}: put \`${names[0]}\` on the PATH, or name it in ${variable}.`;
  });
  const packages = missing.map((name) => programs[name].debian).join(' ');
  return [
    'These programs are missing, and there is no way to install them from here:',
    ...lines,
    `On Debian all of them come with: apt-get install ${packages}`,
  ].join('\n');
}
