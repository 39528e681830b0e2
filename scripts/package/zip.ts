/** Zips that depend on nothing but names and contents: the same files give the same bytes, anywhere and at any time. */
import { zipSync, type Zippable } from 'fflate';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Contents by name; names have forward slashes. */
export type Files = Record<string, Uint8Array>;

/** What the zip says of each file: the first day that the format knows, in whatever zone, and plain access by Unix. */
const ENTRY = { mtime: new Date(1980, 0, 1), os: 3, attrs: 0o100644 << 16, level: 9 } as const;

/** Byte by byte, as the order of a locale may be another elsewhere. */
const inOrder = ([one]: [string, unknown], [other]: [string, unknown]) =>
  Buffer.compare(Buffer.from(one), Buffer.from(other));

/** One zip of these files, sorted by name. */
export function toZip(files: Files): Uint8Array {
  const sorted = Object.entries(files).sort(inOrder);
  const entries: Zippable = Object.fromEntries(sorted.map(([name, bytes]) => [name, [bytes, ENTRY]]));
  return zipSync(entries);
}

/** All files below a folder. */
export function readFolder(folder: string): Files {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return readFiles(
    folder,
    paths.map((path) => relative(folder, path).split(sep).join('/')),
  );
}

/** These files of a folder. */
export const readFiles = (folder: string, names: readonly string[]): Files =>
  Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name))]));
