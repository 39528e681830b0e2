import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSearch } from '../../memory/search';

const sought = {
  bytes: Uint8Array.from({ length: 32 }, (_, index) => (index * 37 + 11) % 256),
  text: Buffer.from('horse battery staple'),
  wide: Buffer.from('horse battery staple', 'utf16le'),
};

/** What is counted in these pieces of memory, which lie one behind the other. */
function countIn(...pieces: Uint8Array[]): Record<string, number> {
  const search = createSearch(sought);
  for (const piece of pieces) search.feed(piece);
  return search.counts;
}

const none = { bytes: 0, text: 0, wide: 0 };

describe('a search', () => {
  it('counts each sequence wherever it lies, also side by side', () => {
    const { bytes, text, wide } = sought;
    for (let before = 0; before < 17; before += 1) {
      const memory = Buffer.concat([Buffer.alloc(before, 'o'), bytes, text, text, Buffer.alloc(5), wide]);
      expect(countIn(memory)).toEqual({ bytes: 1, text: 2, wide: 1 });
    }
  });

  it('counts what lies over the borders of pieces once, however small they are', () => {
    const memory = Buffer.concat([Buffer.alloc(70), ...Object.values(sought), Buffer.alloc(70), sought.text]);
    fc.assert(
      fc.property(fc.array(fc.nat(memory.length), { maxLength: 30 }), (borders) => {
        const cuts = [0, ...borders.toSorted((one, other) => one - other), memory.length];
        const pieces = cuts.slice(1).map((end, index) => memory.subarray(cuts[index], end));
        expect(countIn(...pieces)).toEqual({ bytes: 1, text: 2, wide: 1 });
      }),
    );
  });

  it('puts nothing together that does not lie together', () => {
    const search = createSearch(sought);
    search.feed(sought.bytes.subarray(0, 20));
    search.breakOff();
    search.feed(sought.bytes.subarray(20));
    expect(search.counts).toEqual(none);
  });

  it('takes no part for the whole, and nothing that is left of an earlier piece', () => {
    expect(countIn(Buffer.concat([sought.bytes.subarray(1), sought.text.subarray(0, -1)]))).toEqual(none);
    expect(
      countIn(Buffer.concat([Buffer.alloc(200), sought.bytes]), Buffer.alloc(300), Buffer.alloc(1)),
    ).toEqual({
      ...none,
      bytes: 1,
    });
  });

  it('refuses what is too short to be told from anything else', () => {
    expect(() => createSearch({ short: Buffer.from('horse') })).toThrow('short');
  });
});
