import { expect, it } from 'vitest';
import { hasRoom, MAX_IN_GROUP } from '#lib/prompts/groups';

const waiting = (origin: string, groups: number, each = 1) =>
  Array.from({ length: groups }, (_, group) =>
    Array.from({ length: each }, () => ({ origin, group: `${origin} ${group}` })),
  ).flat();

it('a group that waits takes a hundred requests, however many groups there are', () => {
  const asked = { origin: 'a', group: 'a 0' };
  expect(hasRoom(waiting('a', 5), asked)).toBe(true);
  expect(hasRoom(waiting('a', 1, MAX_IN_GROUP - 1), asked)).toBe(true);
  expect(hasRoom(waiting('a', 1, MAX_IN_GROUP), asked)).toBe(false);
});

it('an origin has five groups, and there are twenty in all', () => {
  const another = { origin: 'a', group: 'another' };
  expect(hasRoom(waiting('a', 4, 2), another)).toBe(true);
  expect(hasRoom(waiting('a', 5, 2), another)).toBe(false);
  const others = ['b', 'c', 'd', 'e'].flatMap((origin) => waiting(origin, 5));
  expect(hasRoom(others.slice(1), another)).toBe(true);
  expect(hasRoom(others, another)).toBe(false);
});
