/** The source files of the house, and what they import. Read from disk as they are, Svelte components too. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

export const root = join(import.meta.dirname, '../../..');

export interface Source {
  path: string;
  text: string;
}

/** Files below `folders` with TypeScript in them. */
export const readSources = (...folders: string[]): Source[] =>
  folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,js,svelte}`, { cwd: root }))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

const ALIASES = { '#lib/': 'lib/', '#components/': 'components/', '@/': '', '~/': '', '@@/': '', '~~/': '' };

/** A file of the house by its path, or a package by its name. */
export function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return normalize(join(dirname(from), specifier));
  const alias = Object.entries(ALIASES).find(([prefix]) => specifier.startsWith(prefix));
  return alias ? alias[1] + specifier.slice(alias[0].length) : specifier;
}

/** Every module named by an import, an export, `import()` or an import type. */
export function toImports({ path, text }: Source): string[] {
  const scripts = path.endsWith('.svelte')
    ? [...text.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(([, script = '']) => script)
    : [text];
  return scripts
    .flatMap((script) => ts.preProcessFile(script, true, true).importedFiles)
    .map(({ fileName }) => resolve(path, fileName));
}

/** The same without what is only a type: what the bundle really contains. */
export function toValueImports({ path, text }: Source): string[] {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      verbatimModuleSyntax: true,
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ESNext,
    },
  });
  return toImports({ path: path.replace(/\.svelte$/, '.ts'), text: outputText });
}
