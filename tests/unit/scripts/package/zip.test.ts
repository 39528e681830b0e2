import { unzipSync } from 'fflate';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readFolder, toZip } from '../../../../scripts/package/zip';

const bytes = (text: string) => new TextEncoder().encode(text);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-zip-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

it('a zip has the same bytes whatever the order of its files and the time of day', () => {
  vi.useFakeTimers({ now: new Date('2026-03-01T12:00:00Z'), toFake: ['Date'] });
  const one = toZip({ 'a/b.txt': bytes('b'), 'a.txt': bytes('a'), 'Z.txt': bytes('z') });
  vi.setSystemTime(new Date('2031-11-05T23:59:58Z'));
  const other = toZip({ 'Z.txt': bytes('z'), 'a.txt': bytes('a'), 'a/b.txt': bytes('b') });
  expect(Buffer.compare(one, other)).toBe(0);
  expect(Object.keys(unzipSync(one))).toEqual(['Z.txt', 'a.txt', 'a/b.txt']);
});

it('a folder is read with all that is below it, under names with forward slashes and no folder of the machine', () => {
  mkdirSync(join(folder, 'deep', 'er'), { recursive: true });
  writeFileSync(join(folder, 'deep', 'er', 'file.txt'), 'inside');
  writeFileSync(join(folder, 'top.txt'), 'outside');
  const files = unzipSync(toZip(readFolder(folder)));
  expect(Object.keys(files)).toEqual(['deep/er/file.txt', 'top.txt']);
  expect(new TextDecoder().decode(files['deep/er/file.txt'])).toBe('inside');
});
