import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { WITHOUT_FEATURES } from '../../../../scripts/machine/chromium-features.ts';

/** What this Playwright turns off: it has no other word for it than its own code. */
function readPlaywright(): string[] {
  const folder = dirname(createRequire(import.meta.url).resolve('playwright-core/package.json'));
  const code = readFileSync(join(folder, 'lib/coreBundle.js'), 'utf8');
  const list = /disabledFeatures = \[(.*?)\]/s.exec(code)?.[1] ?? '';
  return [...list.matchAll(/^\s*"(\w+)"/gm)].map(([, name]) => name as string);
}

it('what Playwright turns off in Chromium is turned off beside what we turn off', () => {
  const off = WITHOUT_FEATURES.replace('--disable-features=', '').split(',');
  const byPlaywright = readPlaywright().filter((name) => !name.startsWith('ms')); // Edge
  expect(byPlaywright.length).toBeGreaterThan(5);
  expect(off).toEqual(expect.arrayContaining(byPlaywright));
});
