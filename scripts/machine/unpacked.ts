import { join } from 'node:path';
import { root } from './root.ts';
import type { ProgramName } from './programs.ts';

/** Where Debian packages are unpacked when nobody may install them. */
export const unpackedFolder = join(root, '.browsers');

/** The launcher of an unpacked program; it exists only once the program was unpacked. */
export const unpackedProgram = (name: ProgramName): string => join(unpackedFolder, 'bin', name);
