/** Two files that say in the extension what it is made of: for people, and as a bill of materials (CycloneDX) for programs. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../machine/root';
import { readParts, type Carried, type Part } from './parts';

/** What the bill is for. */
export interface Product {
  name: string;
  version: string;
  license: string;
}

/** As npm's packages are named across tools: `pkg:npm/%40scope/name@1.0.0`. */
const toPurl = ({ name, version }: Part): string => `pkg:npm/${name.replace('@', '%40')}@${version}`;

const toComponent = (part: Part) => ({
  type: 'library',
  'bom-ref': toPurl(part),
  name: part.name,
  version: part.version,
  hashes: [
    {
      alg: 'SHA-512',
      content: Buffer.from(part.integrity.replace(/^sha512-/, ''), 'base64').toString('hex'),
    },
  ],
  licenses: [{ license: { id: part.license } }],
  purl: toPurl(part),
  ...(part.carries.length > 0 && { components: part.carries.map(toCarried) }),
});

const toCarried = ({ name, license, repository }: Carried) => ({
  type: 'library',
  'bom-ref': `pkg:github/${repository}`,
  name,
  licenses: [{ license: { id: license } }],
  purl: `pkg:github/${repository}`,
});

/** A CycloneDX document without a time and a number of its own: the same parts give the same bytes. */
export const toBill = ({ name, version, license }: Product, parts: readonly Part[]): string =>
  `${JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': name,
        name,
        version,
        licenses: [{ license: { id: license } }],
      },
    },
    components: parts.map(toComponent),
  })}\n`;

const toTitle = ({ name, version, carries }: Part): string =>
  [
    `${name} ${version}`,
    ...carries.map((each) => `with ${each.name} in it (${each.license}, ${each.notice})`),
  ].join(', ');

/** Each licence once, under all packages that come with the very same text, and what they carry. */
export function toLicences(parts: readonly Part[]): string {
  const byNotice = Map.groupBy(parts, ({ notice }) => notice);
  return [...byNotice]
    .map(([notice, its]) => `${its.map(toTitle).join(', ')}\n\n${notice}\n`)
    .join(`\n${'-'.repeat(60)}\n\n`);
}

/** Writes both into the folder of a build; `packages` are those that were bundled. */
export function writeBill(folder: string, packages: Iterable<string>): void {
  const product = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Product;
  const parts = readParts(root, packages);
  writeFileSync(join(folder, 'sbom.cdx.json'), toBill(product, parts));
  writeFileSync(join(folder, 'licences.txt'), toLicences(parts));
}
