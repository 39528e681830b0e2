import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { runCommand } from './command.ts';
import { programs, type ProgramName } from './programs.ts';
import { unpackedProgram } from './unpacked.ts';

/**
 * The executable of a program that starts, or undefined. Looks at its environment variable, the PATH,
 * what Playwright downloaded, and what Facet unpacked, in this order.
 */
export async function findProgram(name: ProgramName): Promise<string | undefined> {
  const { variable, names, probe } = programs[name];
  const chosen = process.env[variable];
  const candidates = [
    ...(chosen ? [chosen] : []),
    ...names.flatMap(onPath),
    ...(name === 'chromium' ? [chromium.executablePath()] : []),
    unpackedProgram(name),
  ];
  for (const candidate of candidates) {
    // Ubuntu's chromium is on the PATH and only says that it wants a snap: the probe finds that out.
    if (isExecutable(candidate) && (await runCommand(candidate, probe, { timeout: 30_000 })).ok)
      return candidate;
  }
  return undefined;
}

const onPath = (name: string): string[] =>
  (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
