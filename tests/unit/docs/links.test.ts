import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../architecture/sources';

interface Package {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
}

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const { dependencies, devDependencies, scripts } = JSON.parse(read('package.json')) as Package;
const packages = Object.keys({ ...dependencies, ...devDependencies });
const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: root });

/** Text in which nothing is a link or a heading that only looks like one. */
const withoutCode = (text: string) => text.replace(/^( *)```.*?^ *```/gms, '');

const toLinks = (text: string) =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);

/** The names under which the headings of a document can be reached, as hosting sites make them. */
const toAnchors = (text: string) =>
  [...withoutCode(text).matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );

/** What is wrong with a link in this document; undefined when it leads somewhere. */
function toFault(document: string, link: string): string | undefined {
  if (link.startsWith('https://')) return undefined;
  const [path = '', anchor] = link.split('#');
  const target = path ? normalize(join(dirname(document), path)) : document;
  if (/^([a-z]+:|\/)/.test(path) || target.startsWith('..')) return `${link} leads out of the repository`;
  if (!existsSync(join(root, target))) return `${link} leads nowhere`;
  if (anchor === undefined) return undefined;
  return toAnchors(read(target)).includes(anchor) ? undefined : `${link} names no heading`;
}

/** The names of npm scripts that a text tells people to run. */
const toScripts = (text: string) =>
  [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(([, run, own]) => run ?? own);

describe.each(documents)('%s', (document) => {
  const text = read(document);

  it('has links that lead somewhere', () => {
    const faults = toLinks(text).map((link) => toFault(document, link));
    expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
  });

  it('names no npm script that there is not', () => {
    expect(toScripts(text).filter((name) => !Object.hasOwn(scripts, name ?? ''))).toEqual([]);
  });
});

describe('the documents', () => {
  it('are all there', () => {
    const wanted = ['README', 'CONTRIBUTING', 'SECURITY', 'PRIVACY', 'CHANGELOG'].map((name) => `${name}.md`);
    const deeper = ['architecture', 'security', 'dependencies', 'releasing'].map((name) => `docs/${name}.md`);
    expect(documents).toEqual(expect.arrayContaining([...wanted, ...deeper]));
    expect(toLinks(read('README.md')).length).toBeGreaterThan(5);
    expect(toScripts(read('README.md'))).toContain('start');
  });

  it('list every dependency, once, and no other', () => {
    const rows = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);
    expect(rows.toSorted()).toEqual(packages.toSorted());
  });

  it('give each dependency the licence that it gives itself', () => {
    const rows = read('docs/dependencies.md').matchAll(/^\| `([^`]+)` \|.*\| (\S+) \|$/gm);
    const written = Object.fromEntries([...rows].map(([, name = '', licence = '']) => [name, licence]));
    const real = packages.map((name): [string, string] => {
      const { license } = JSON.parse(read(`node_modules/${name}/package.json`)) as { license: string };
      return [name, license];
    });
    expect(written).toEqual(Object.fromEntries(real));
  });

  it('fit the README on one screen', () => {
    expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(60);
  });
});
