import { describe, expect, it } from 'vitest';
import { isReplaceable, toKindName } from '../../../../lib/nostr/kinds';
import catalogue from '../../../../locales/en.json';

describe('kinds', () => {
  it.each([
    [1, 'note'],
    [5_300, 'jobRequest'],
    [6_300, 'jobResult'],
    [9_005, 'groupAdmin'],
    [30_078, 'appData'],
    [12_345, 'unknown'],
    [65_535, 'unknown'],
  ])('calls %i %s', (kind, name) => {
    expect(toKindName(kind)).toBe(name);
  });

  it('has a name and a sentence for each', () => {
    const names = new Set(Array.from({ length: 65_536 }, (_, kind) => toKindName(kind)));
    for (const name of names) {
      expect(catalogue.kind).toHaveProperty(name);
      expect(catalogue.prompt.sign).toHaveProperty(name);
    }
  });

  it('knows what replaces what was published before', () => {
    expect([0, 3, 10_002, 30_023].map(isReplaceable)).toEqual([true, true, true, true]);
    expect([1, 7, 20_001, 22_242].map(isReplaceable)).toEqual([false, false, false, false]);
  });
});
