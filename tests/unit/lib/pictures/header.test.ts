import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHeader } from '#lib/pictures/header';
import { gif, jpeg, png, svg, webpExtended, webpLossless, webpLossy } from '../../support/picture-files';

const KINDS = {
  png: ['image/png', png],
  jpeg: ['image/jpeg', jpeg],
  'lossy webp': ['image/webp', webpLossy],
  'lossless webp': ['image/webp', webpLossless],
  'extended webp': ['image/webp', webpExtended],
  gif: ['image/gif', gif],
} as const;

describe.each(Object.entries(KINDS))('of a %s', (_, [type, toFile]) => {
  it('kind and size are read from its first bytes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 16_383 }),
        fc.integer({ min: 1, max: 16_383 }),
        (width, height) => {
          expect(readHeader(toFile(width, height))).toEqual({ type, width, height });
        },
      ),
    );
  });

  it('that is cut off anywhere nothing is said', () => {
    const whole = toFile(40, 30);
    const ends = Array.from({ length: whole.length - 10 }, (_each, length) =>
      readHeader(whole.slice(0, length)),
    );
    for (const header of ends) expect([undefined, { type, width: 40, height: 30 }]).toContainEqual(header);
    expect(ends[12]).toBeUndefined();
  });
});

/** A decoder takes what comes right after such a marker; whoever reads a length there jumps over it. */
function farBehind(marker: number): Uint8Array {
  const bytes = new Uint8Array(70_000);
  bytes.set([0xff, 0xd8, 0xff, marker, ...jpeg(9_999, 9_999).slice(2)]);
  bytes.set(jpeg(5, 5).slice(2), 4 + 0xffe1);
  return bytes;
}

describe('of a hostile file', () => {
  it('sizes without end are seen for what they are', () => {
    expect(readHeader(png(0xffff_ffff, 0xffff_ffff))).toMatchObject({ width: 4_294_967_295 });
    expect(readHeader(webpExtended(1 << 24, 1 << 24))).toMatchObject({ height: 16_777_216 });
  });

  it('that is a GIF the larger of screen and first frame counts', () => {
    expect(readHeader(gif(1, 1, [60_000, 50_000]))).toEqual({
      type: 'image/gif',
      width: 60_000,
      height: 50_000,
    });
  });

  it.each([
    ['without a width', png(0, 5)],
    ['without a height', jpeg(5, 0)],
    ['that is an SVG', svg],
    ['that is a page', new TextEncoder().encode('<!doctype html><script>alert(1)</script>')],
    ['that is a bitmap', new TextEncoder().encode(`BM${' '.repeat(80)}`)],
    ['that only says what it is further in', Uint8Array.from([0, ...png(5, 5)])],
    ['that is an AVIF', new TextEncoder().encode(`\0\0\0\x20ftypavif${' '.repeat(80)}`)],
    ['that is a JPEG of nothing but fill bytes', new Uint8Array(100_000).fill(0xff).fill(0xd8, 1, 2)],
    [
      'that is a JPEG whose pixels come first',
      Uint8Array.from([0xff, 0xd8, 0xff, 0xda, 0, 8, ...jpeg(5, 5)]),
    ],
    ...[0x00, 0x01, 0xd0, 0xd7, 0xd8].map((marker): [string, Uint8Array] => [
      `that is a JPEG with a small picture far behind marker ${marker}, which has no length, and a large one right there`,
      farBehind(marker),
    ]),
    ...[0, 1].map((length): [string, Uint8Array] => [
      `that is a JPEG with a segment of length ${length}`,
      Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, length, ...jpeg(5, 5).slice(2)]),
    ]),
    ['of no bytes', new Uint8Array()],
  ])('%s there is none', (_, file) => {
    expect(readHeader(file)).toBeUndefined();
  });

  it('of any bytes is read without a word', () => {
    const begins = [png(9, 9), jpeg(9, 9), webpLossy(9, 9), gif(9, 9)].map((file) => file.slice(0, 14));
    fc.assert(
      fc.property(fc.constantFrom(...begins), fc.uint8Array({ maxLength: 200 }), (begin, rest) => {
        const { width = 1, height = 1 } = readHeader(Uint8Array.from([...begin, ...rest])) ?? {};
        expect(width > 0 && height > 0).toBe(true);
      }),
    );
  });
});
