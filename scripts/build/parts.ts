/** What of other people's code gets into the extension, by the modules that the bundler put into it and not by guess. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** A package of which at least one line is in the extension. */
export interface Part {
  name: string;
  version: string;
  /** Its licence by SPDX. */
  license: string;
  /** SHA-512 of the package as the lockfile has it, in base64. */
  integrity: string;
  /** What its licence wants to be kept with it. */
  notice: string;
  /** What is built into it and is no package of npm. */
  carries: readonly Carried[];
}

/** Code in a package that came from elsewhere, under the package's own licence; the package does not say which version. */
export interface Carried {
  name: string;
  license: string;
  /** On GitHub, `owner/name`. */
  repository: string;
  /** Where its authors say what is to be kept with it. */
  notice: string;
}

/** By the name of the package: what no lockfile tells. */
const CARRIES: Readonly<Record<string, readonly Carried[]>> = {
  'nostr-wasm': [
    {
      name: 'libsecp256k1',
      license: 'MIT',
      repository: 'bitcoin-core/secp256k1',
      notice: 'https://github.com/bitcoin-core/secp256k1/blob/master/COPYING',
    },
  ],
};

/** Licences that ask for no more than that their text comes along. */
const ALLOWED = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'CC0-1.0', 'Unlicense'];

const NOTICE = /^(licen[cs]e|notice)(-\w+)?(\.\w+)?$/i;

interface Locked {
  version: string;
  license?: string;
  integrity?: string;
}

/** The folder of the package that a module is of, as the lockfile writes it; undefined for our own. */
export function toPackage(module: string): string | undefined {
  const [, tool] = /^\0(rolldown|vite)\//.exec(module) ?? []; // what these two add themselves
  if (tool) return `node_modules/${tool}`;
  return /(?<=^\0?.*\/)node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(
    module.replaceAll('\\', '/'),
  )?.[0];
}

/** Keeps the packages of all modules of which something was bundled. */
export const collectPackages = (packages: Set<string>): Plugin => ({
  name: 'facet:parts',
  generateBundle(_, bundle) {
    for (const output of Object.values(bundle)) {
      if (output.type !== 'chunk') continue;
      for (const [module, { renderedLength }] of Object.entries(output.modules)) {
        const name = renderedLength > 0 ? toPackage(module) : undefined;
        if (name) packages.add(name);
      }
    }
  },
});

/** What the lockfile in this folder and the packages themselves say of them, sorted by name. Throws for a licence not allowed. */
export function readParts(root: string, packages: Iterable<string>): Part[] {
  const { packages: locked } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const parts = [...packages].map((path) => {
    const { version, license = '', integrity = '' } = locked[path] ?? { version: '' };
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (!ALLOWED.includes(license))
      throw new Error(`${name} is bundled, and its licence “${license}” is not allowed`);
    const carries = CARRIES[name] ?? [];
    return { name, version, license, integrity, notice: readNotice(root, path, license), carries };
  });
  const key = ({ name, version }: Part) => `${name}@${version}`;
  const once = new Map(parts.map((part) => [key(part), part]));
  return [...once.keys()].sort().map((each) => once.get(each) as Part);
}

/** Without the licences of what a tool carries for its own use, which vite lists below its own. */
const CARRIED = /^# Licenses of bundled dependencies$[^]*/m;

function readNotice(root: string, path: string, license: string): string {
  const read = (name: string) => readFileSync(join(root, path, name), 'utf8').replaceAll('\r\n', '\n');
  const notices = readdirSync(join(root, path)).filter((name) => NOTICE.test(name));
  if (notices.length > 0)
    return notices
      .sort()
      .map((name) => read(name).replace(CARRIED, '').trim())
      .join('\n\n');
  if (license !== 'MIT') throw new Error(`${path} is bundled, and brings no text of its licence ${license}`);
  const { author = '' } = JSON.parse(read('package.json')) as { author?: string | { name: string } };
  const holder = typeof author === 'string' ? author : author.name;
  const own = readFileSync(join(root, 'LICENSE'), 'utf8'); // the same licence, so the same words
  return own.replace(/^Copyright .*$/m, `Copyright (c) ${holder}`).trim();
}
