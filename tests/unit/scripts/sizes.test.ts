import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BUDGETS, type Sizes } from '../../../scripts/test/budgets';
import { findTooLarge, measure } from '../../../scripts/test/sizes';

const POPUP = `<script type="module" src="/chunks/popup-1.js"></script>
<link rel="modulepreload" href="/chunks/App-2.js"><link rel="stylesheet" href="/assets/App-3.css">`;

let folder: string;
const write = (path: string, content: string | Buffer) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-sizes-'));
  write('popup.html', POPUP);
  write('chunks/popup-1.js', 'x'.repeat(100));
  write('chunks/App-2.js', 'x'.repeat(200));
  write('chunks/later-4.js', 'x'.repeat(10_000));
  write('assets/App-3.css', 'é'.repeat(50));
  write('background.js', 'x'.repeat(3_000));
  for (const script of ['bridge.js', 'nostr.js', 'first.js']) write(script, script);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the sizes of a build', () => {
  it('are bytes, and a page counts with what it loads at once', () => {
    expect(measure(folder)).toMatchObject({
      'background.js': 3_000,
      'bridge.js': 9,
      'popup.html': POPUP.length + 100 + 200 + 100,
    });
  });

  it('count the package as it is zipped, with every file in it', () => {
    const before = measure(folder).package;
    expect(before).toBeLessThan(3_000);
    write('deep/in/it.png', randomBytes(5_000));
    const added = measure(folder).package - before;
    expect(added).toBeGreaterThan(5_000);
    expect(added).toBeLessThan(5_200);
  });

  it('are not there where a part is missing', () => {
    rmSync(join(folder, 'bridge.js'));
    expect(() => measure(folder)).toThrow('bridge.js');
  });
});

describe('a part that is too large', () => {
  const budgets = { 'background.js': 10, 'bridge.js': 10, 'nostr.js': 10, 'first.js': 10, 'popup.html': 10 };
  const of = (sizes: Partial<Sizes>): Sizes => ({ ...budgets, package: 10, ...sizes });

  it('is named with its size and its budget', () => {
    expect(findTooLarge('chrome-mv3', of({ 'bridge.js': 11, package: 99 }), of({}))).toEqual([
      'chrome-mv3/bridge.js has 11 bytes, and its budget is 10 (scripts/test/budgets.ts).',
      'chrome-mv3/package has 99 bytes, and its budget is 10 (scripts/test/budgets.ts).',
    ]);
  });

  it('is none at its budget', () => {
    expect(findTooLarge('chrome-mv3', of({}), of({}))).toEqual([]);
  });
});

describe.each(Object.entries(BUDGETS))('the budgets of %s', (_, budgets) => {
  it('keep what a web page loads within the goal', () => {
    const { 'bridge.js': bridge, 'nostr.js': nostr, 'first.js': first } = budgets;
    expect(bridge + Math.max(nostr, first)).toBeLessThanOrEqual(6 * 1024);
  });
});
