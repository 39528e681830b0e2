import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toBill, toLicences } from '../../../../scripts/build/bill';
import { collectPackages, readParts, toPackage } from '../../../../scripts/build/parts';

type GenerateBundle = (options: object, bundle: object) => void;

let root: string;
const write = (path: string, content: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
};
const lock = (licenses: Record<string, string>) => {
  const packages = Object.entries(licenses).map(([path, license]) => [
    path,
    { version: '1.2.3', license, integrity: 'sha512-AP8=' },
  ]);
  write('package-lock.json', JSON.stringify({ packages: Object.fromEntries(packages) as object }));
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'facet-parts-'));
  write('LICENSE', 'MIT License\n\nCopyright (c) Us\n\nPermission is granted.\n');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the package of a module', () => {
  it.each([
    ['/home/me/facet/node_modules/idb/build/index.js', 'node_modules/idb'],
    ['/node_modules/@noble/curves/secp256k1.js?used', 'node_modules/@noble/curves'],
    ['C:\\facet\\node_modules\\@a\\b\\node_modules\\c\\d.js', 'node_modules/@a/b/node_modules/c'],
    ['\0/facet/node_modules/debug/browser.js?commonjs', 'node_modules/debug'],
    ['\0rolldown/runtime.js', 'node_modules/rolldown'],
    ['\0vite/preload-helper.js', 'node_modules/vite'],
    ['/facet/lib/vault/vault.ts', undefined],
    ['\0virtual:wxt-html-plugins', undefined],
  ])('%j is %s', (module, name) => {
    expect(toPackage(module)).toBe(name);
  });

  it('counts only when something of it was bundled', () => {
    const packages = new Set<string>();
    const modules = {
      '/x/node_modules/used/a.js': { renderedLength: 1 },
      '/x/node_modules/shaken/a.js': { renderedLength: 0 },
    };
    const { generateBundle } = collectPackages(packages);
    (generateBundle as unknown as GenerateBundle)(
      {},
      { a: { type: 'chunk', modules }, b: { type: 'asset' } },
    );
    expect([...packages]).toEqual(['node_modules/used']);
  });
});

describe('what is bundled', () => {
  it('is listed by name with the text of its licence, whatever order the bundler had', () => {
    lock({ 'node_modules/b': 'ISC', 'node_modules/a': 'MIT', 'node_modules/b/node_modules/a': 'MIT' });
    write('node_modules/b/LICENSE.md', 'Do as you like.\r\n\n# Licenses of bundled dependencies\nlong\n');
    write('node_modules/a/package.json', '{"author":{"name":"Ann"}}');
    write('node_modules/b/node_modules/a/LICENCE', 'the same');
    const parts = readParts(root, ['node_modules/b', 'node_modules/a']);
    expect(parts).toEqual(readParts(root, ['node_modules/a', 'node_modules/b']));
    expect(parts.map(({ name, notice }) => [name, notice])).toEqual([
      ['a', 'MIT License\n\nCopyright (c) Ann\n\nPermission is granted.'],
      ['b', 'Do as you like.'],
    ]);
  });

  it('has a licence that is allowed, and its text', () => {
    lock({ 'node_modules/a': 'GPL-3.0-only', 'node_modules/b': 'ISC' });
    write('node_modules/b/package.json', '{}');
    expect(() => readParts(root, ['node_modules/a'])).toThrow('“GPL-3.0-only” is not allowed');
    expect(() => readParts(root, ['node_modules/b'])).toThrow('no text of its licence');
    expect(() => readParts(root, ['node_modules/unknown'])).toThrow('not allowed');
  });
});

const part = (name: string, notice: string) => ({
  name,
  notice,
  version: '1.2.3',
  license: 'MIT',
  integrity: 'sha512-AP8=',
  carries: [],
});

it('the bill names each part, its SHA-512 in hex and its licence, and nothing of the moment', () => {
  const bill = toBill({ name: 'facet', version: '9.0.0', license: 'MIT' }, [part('@a/b', '')]);
  expect(JSON.parse(bill)).toEqual({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': 'facet',
        name: 'facet',
        version: '9.0.0',
        licenses: [{ license: { id: 'MIT' } }],
      },
    },
    components: [
      {
        type: 'library',
        'bom-ref': 'pkg:npm/%40a/b@1.2.3',
        name: '@a/b',
        version: '1.2.3',
        hashes: [{ alg: 'SHA-512', content: '00ff' }],
        licenses: [{ license: { id: 'MIT' } }],
        purl: 'pkg:npm/%40a/b@1.2.3',
      },
    ],
  });
});

it('what is built into a package is named with it, in both files', () => {
  lock({ 'node_modules/nostr-wasm': 'MIT' });
  write('node_modules/nostr-wasm/LICENSE', 'do as you like');
  const parts = readParts(root, ['node_modules/nostr-wasm']);
  expect(toLicences(parts)).toMatch(
    /^nostr-wasm 1\.2\.3, with libsecp256k1 in it \(MIT, https:.*\/COPYING\)\n\ndo as/,
  );
  const { components } = JSON.parse(toBill({ name: 'facet', version: '9.0.0', license: 'MIT' }, parts)) as {
    components: object[];
  };
  expect(components).toMatchObject([
    {
      name: 'nostr-wasm',
      components: [{ name: 'libsecp256k1', purl: 'pkg:github/bitcoin-core/secp256k1' }],
    },
  ]);
});

it('the licences have each text once, under all that it is for', () => {
  const text = toLicences([part('a', 'one'), part('b', 'two'), part('c', 'one')]);
  expect(text.match(/^one$/gm)).toHaveLength(1);
  expect(text).toContain('a 1.2.3, c 1.2.3\n\none\n');
  expect(text).toContain('b 1.2.3\n\ntwo\n');
});
