import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './sources';

interface Locked {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  hasInstallScript?: boolean;
}

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
const { '': own, ...locked } = packages;
const settings = read('.npmrc').split('\n');

/** The paths of those for which this holds. */
const pathsWith = (isMeant: (each: Locked) => unknown) =>
  Object.keys(locked).filter((path) => isMeant(locked[path] as Locked));

describe('the lockfile', () => {
  it('knows the contents of every package by a SHA-512', () => {
    expect(Object.keys(locked).length).toBeGreaterThan(500);
    expect(pathsWith(({ integrity = '' }) => !/^sha512-[\w+/]{86}==$/.test(integrity))).toEqual([]);
  });

  it('has every package from the registry, whichever that is: from no address, repository or folder', () => {
    expect(pathsWith(({ resolved, link }) => resolved ?? link)).toEqual([]);
    expect(settings).toContain('omit-lockfile-registry-resolved=true');
  });

  it('is that of package.json, which names exact versions', () => {
    const { dependencies, devDependencies } = manifest;
    expect(own).toMatchObject({ dependencies, devDependencies });
    const wanted = Object.entries({ ...dependencies, ...devDependencies });
    expect(wanted.filter(([, version]) => !/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    const installed = wanted.map(([name]) => [name, locked[`node_modules/${name}`]?.version]);
    expect(installed).toEqual(wanted.map(([name, version]) => [name, version.split('@').at(-1)]));
  });
});

it('no package runs a script as it is installed, and each that has one is spoken of', () => {
  expect(settings).toContain('ignore-scripts=true');
  const names = pathsWith(({ hasInstallScript }) => hasInstallScript).map((path) =>
    path.slice('node_modules/'.length),
  );
  expect(manifest.allowScripts).toEqual({ node: true, 'unrs-resolver': false });
  expect(names).toEqual(Object.keys(manifest.allowScripts));
  const [, notes = ''] = read('docs/dependencies.md').split('## Notes');
  for (const name of names) expect(notes).toContain(`\`${name}\``);
});
