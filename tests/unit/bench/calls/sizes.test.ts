import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { toSize, toZippedSize } from '../../../bench/calls/sizes';

const folder = mkdtempSync(join(tmpdir(), 'facet-sizes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const files = { 'manifest.json': '{}'.repeat(200), 'scripts/page.js': 'let a = 1;'.repeat(100) };
mkdirSync(join(folder, 'scripts'));
for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);

/** The zip file itself, as short as the format allows. */
function zip(): Buffer {
  const listed: Buffer[] = [];
  const parts = Object.entries(files).map(([path, text]) => {
    const data = deflateRawSync(text, { level: 9 });
    const head = Buffer.alloc(26);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(text), 10);
    head.writeUInt32LE(data.length, 14);
    head.writeUInt32LE(text.length, 18);
    head.writeUInt16LE(path.length, 22);
    listed.push(Buffer.from('PK\u0001\u0002..'), head, Buffer.alloc(14), Buffer.from(path));
    return Buffer.concat([Buffer.from('PK\u0003\u0004'), head, Buffer.from(path), data]);
  });
  return Buffer.concat([...parts, ...listed, Buffer.from('PK\u0005\u0006'), Buffer.alloc(18)]);
}

it('adds up the files that are named', () => {
  expect(toSize(folder, ['manifest.json', '/scripts/page.js'])).toBe(1_400);
});

it('knows how large a zip file would be, with folders and names', () => {
  expect(toZippedSize(folder)).toBe(zip().length);
});
