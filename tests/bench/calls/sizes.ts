/** Sizes of what was built: exact, and the same on every machine. */
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

/** What a zip writes of each file beside its data: once before it, once in the list at the end; and that list's end. */
const LOCAL = 30;
const LISTED = 46;
const END = 22;

/** How many bytes these files of a folder have together. */
export const toSize = (folder: string, files: readonly string[]): number =>
  files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);

/** How many bytes the folder would have as a zip file, each file deflated as far as zlib can. */
export function toZippedSize(folder: string): number {
  const files = globSync('**/*', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => {
    const path = join(parentPath, name);
    const inZip = Buffer.byteLength(path.slice(join(folder, '/').length));
    return sum + LOCAL + LISTED + 2 * inZip + deflateRawSync(readFileSync(path), { level: 9 }).byteLength;
  }, END);
}
