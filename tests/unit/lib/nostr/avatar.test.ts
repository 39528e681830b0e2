import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ACCENTS, pickAccent, TONES, toFacets } from '#lib/nostr/avatar';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const keys = Array.from({ length: 500 }, (_, index) => sha256(`facet gem ${index}`));

describe('the gem of a key', () => {
  it('is drawn as the design draws it', () => {
    const key = keys[0] as string;
    expect(pickAccent(key)).toBe('turquoise');
    expect(toFacets(key)).toEqual([
      { points: '12,6 36,6 33.2,15.1 24,11.3', fill: '#1c9794' },
      { points: '36,6 46,20 29.9,25.6 33.2,15.1', fill: '#80d8d4' },
      { points: '46,20 24,45 18.1,25.6 29.9,25.6', fill: '#1c9794' },
      { points: '24,45 2,20 14.8,15.1 18.1,25.6', fill: '#08726f' },
      { points: '2,20 12,6 24,11.3 14.8,15.1', fill: '#4bbab6' },
      { points: '24,11.3 33.2,15.1 29.9,25.6 18.1,25.6 14.8,15.1', fill: '#b9efec' },
    ]);
  });

  it('is the same for 500 keys as in the design, to the last digit', () => {
    // the digest was made from avatar.js of the design; a gem must never change, people know theirs
    const drawn = keys.map((key) => [
      pickAccent(key),
      toFacets(key).map(({ points, fill }) => [points, fill]),
    ]);
    expect(sha256(JSON.stringify(drawn))).toBe(
      '02eb489b4208286124fe07f58dbd7b0611407fb3f72ece39da89644b2df80e28',
    );
  });

  it('takes the first free accent in the order of the design', () => {
    const chosen = keys.slice(0, 50).map((key, index) => pickAccent(key, ACCENTS.slice(0, index % 10)));
    expect(sha256(chosen.join())).toBe('6a2fdc45ed449b3b756d34a8576cedf199b0b38f6660e0c81dafff9febae0bfd');
  });

  it('keeps its shape in another colour', () => {
    const key = keys[1] as string;
    const points = ACCENTS.map((accent) =>
      toFacets(key, accent)
        .map((facet) => facet.points)
        .join(),
    );
    expect(new Set(points).size).toBe(1);
    for (const accent of ACCENTS) {
      for (const { fill } of toFacets(key, accent)) expect(TONES[accent]).toContain(fill);
    }
  });
});

describe('the accents of several accounts', () => {
  it('are all different while there is one left', () => {
    const taken: (typeof ACCENTS)[number][] = [];
    for (const key of keys.slice(0, ACCENTS.length)) taken.push(pickAccent(key, taken));
    expect(new Set(taken).size).toBe(ACCENTS.length);
  });

  it('are a key’s own first choice when all are taken', () => {
    for (const key of keys.slice(0, 20)) expect(pickAccent(key, ACCENTS)).toBe(pickAccent(key));
  });
});
