import { expect, it } from 'vitest';
import { compareLocks, isLongerLock } from '#lib/rpc/auto-lock';

it('times after which Facet locks are in order, and that of no time at all is the last', () => {
  expect([60, 0, 5, 240, 15].sort(compareLocks)).toEqual([5, 15, 60, 240, 0]);
  expect(compareLocks(15, 15)).toBe(0);
});

it.each([
  [15, 5, true],
  [5, 15, false],
  [15, 15, false],
  [0, 10_080, true],
  [10_080, 0, false],
  [0, 0, false],
])('to lock after %d minutes instead of %d keeps Facet open for longer: %s', (next, now, isLonger) => {
  expect(isLongerLock(next, now)).toBe(isLonger);
});
