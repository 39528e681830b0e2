import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSources } from '../../../../scripts/package/sources';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-sources-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('the sources are the files that git tracks, and no others', async () => {
  for (const name of ['kept.ts', 'ä b.ts', 'notes.txt']) writeFileSync(join(folder, name), name);
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  execFileSync('git', ['add', 'kept.ts', 'ä b.ts'], { cwd: folder });
  expect(Object.keys(await readSources(folder)).sort()).toEqual(['kept.ts', 'ä b.ts']);
});

it('without git there are none, and that is said', async () => {
  await expect(readSources(join(folder, 'nowhere'))).rejects.toThrow('git could not list the files');
});
