import { describe, expect, it } from 'vitest';
import { isReplaceable, toKindName } from '../../../../lib/nostr/kinds';
import catalogue from '../../../../locales/en.json';
import registry from '../../../fixtures/registry.json';

describe('kinds', () => {
  it.each([
    [1, 'note'],
    [5_000, 'jobRequest'],
    [5_999, 'jobRequest'],
    [6_000, 'jobResult'],
    [6_999, 'jobResult'],
    [7_000, 'jobFeedback'],
    [9_005, 'groupDeletePost'],
    [9_015, 'groupAdmin'],
    [9_021, 'joinGroup'],
    [30_078, 'appData'],
    [39_009, 'groupMetadata'],
    [39_010, 'unknown'],
    [12_345, 'unknown'],
    [65_535, 'unknown'],
  ])('calls %i %s', (kind, name) => {
    expect(toKindName(kind)).toBe(name);
  });

  it('names every kind of the registry', () => {
    const ranges = registry.ranges.flatMap(([first = 0, last = 0]) =>
      Array.from({ length: last - first + 1 }, (_, at) => first + at),
    );
    const all = [...registry.kinds, ...ranges];
    expect(all.length).toBeGreaterThan(2_000);
    expect(all.filter((kind) => toKindName(kind) === 'unknown')).toEqual([]);
  });

  it('has the words of each name, and no words of no name', () => {
    const names = new Set(Array.from({ length: 65_536 }, (_, kind) => toKindName(kind)));
    expect(Object.keys(catalogue.kind).toSorted()).toEqual([...names].toSorted());
  });

  it('knows what replaces what was published before', () => {
    expect([0, 3, 10_002, 30_023].map(isReplaceable)).toEqual([true, true, true, true]);
    expect([1, 7, 20_001, 22_242].map(isReplaceable)).toEqual([false, false, false, false]);
  });
});
