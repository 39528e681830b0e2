/** What a file is made of: itself and all that it imports, and what is imported there, of the house; packages are left out. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { resolve, toImports } from '../../tests/unit/architecture/sources.ts';

const ENDINGS = ['', '.ts', '/index.ts', '.svelte', '.js'];

export type Read = (path: string) => string | undefined;

/** Texts of files below a folder, each read once; undefined: there is no such file. */
export function createReader(folder: string): Read {
  const texts = new Map<string, string | undefined>();
  return (path) => {
    if (!texts.has(path)) {
      const full = join(folder, path);
      texts.set(path, existsSync(full) && statSync(full).isFile() ? readFileSync(full, 'utf8') : undefined);
    }
    return texts.get(path);
  };
}

/** By their paths, the file first. Types count too: they cost nothing but a run too many. */
export function toClosure(path: string, read: Read): string[] {
  const found = new Set([path]);
  for (const each of found) {
    const text = read(each);
    if (text === undefined || !/\.(ts|js|svelte)$/.test(each)) continue;
    for (const module of toImports({ path: each, text }).map((name) => resolve(each, name))) {
      const imported = ENDINGS.map((ending) => module + ending).find((name) => read(name) !== undefined);
      if (imported !== undefined) found.add(imported);
    }
  }
  return [...found];
}

/** Another one as soon as anything of it is another. */
export function toHash(paths: readonly string[], read: Read): string {
  const hash = createHash('sha256');
  for (const path of paths.toSorted()) hash.update(`${path}\0${read(path) ?? ''}\0`);
  return hash.digest('hex');
}
