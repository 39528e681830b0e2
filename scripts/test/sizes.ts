/** Measures what was built, and compares it with its budgets. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { Part, Sizes } from './budgets.ts';

/** What a zip file says of each file, twice with its name, and of itself. */
const ZIP_ENTRY = 30 + 46;
const ZIP_END = 22;

/** The scripts and styles that a page loads at once. */
const toLoaded = (html: string): string[] =>
  [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, path]) => path as string);

function measurePackage(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .reduce((sum, path) => {
      const name = Buffer.byteLength(path.slice(folder.length + 1));
      return sum + ZIP_ENTRY + 2 * name + deflateRawSync(readFileSync(path), { level: 9 }).length;
    }, ZIP_END);
}

/** The sizes of one build, in bytes. Throws where a part is missing: it has another name now, and no budget. */
export function measure(folder: string): Sizes {
  const sizeOf = (path: string) => readFileSync(join(folder, path)).length;
  const popup = readFileSync(join(folder, 'popup.html'), 'utf8');
  return {
    'background.js': sizeOf('background.js'),
    'bridge.js': sizeOf('bridge.js'),
    'nostr.js': sizeOf('nostr.js'),
    'first.js': sizeOf('first.js'),
    'popup.html': ['popup.html', ...toLoaded(popup)].reduce((sum, path) => sum + sizeOf(path), 0),
    package: measurePackage(folder),
  };
}

/** One sentence for each part that is larger than it may be. */
export const findTooLarge = (build: string, sizes: Sizes, budgets: Sizes): string[] =>
  (Object.keys(budgets) as Part[])
    .filter((part) => sizes[part] > budgets[part])
    .map(
      (part) =>
        `${build}/${part} has ${sizes[part]} bytes, and its budget is ${budgets[part]} (scripts/test/budgets.ts).`,
    );
