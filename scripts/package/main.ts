/** `npm run package`: what is handed in to the stores, with the size and SHA-256 of each, into `.output/packages`. */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../machine/root.ts';
import { build, packBuilds, packSources } from './packages.ts';

await build(root);
const packages = { ...packBuilds(root), ...(await packSources(root)) };

const folder = join(root, '.output', 'packages');
rmSync(folder, { recursive: true, force: true }); // no package of an older version stays
mkdirSync(folder, { recursive: true });

const sums: string[] = [];
for (const [name, bytes] of Object.entries(packages)) {
  writeFileSync(join(folder, name), bytes);
  const sum = createHash('sha256').update(bytes).digest('hex');
  console.log(`${name}  ${bytes.length} bytes  ${sum}`);
  sums.push(`${sum}  ${name}\n`);
}
writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));
