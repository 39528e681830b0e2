import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { isDue } from '#lib/rpc/deadline';

const NOW = new Date('2026-01-01T12:00:00Z').getTime();
const MINUTE = 60_000;
beforeEach(() => vi.useFakeTimers({ now: NOW, toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

it('a time to lock is due when it comes, and not before', () => {
  expect(isDue({ setAt: NOW, lockAt: NOW + 1 })).toBe(false);
  expect(isDue({ setAt: NOW, lockAt: NOW })).toBe(true);
});

it('a clock that goes back by a minute, as by itself, locks nothing; one that is put back further does', () => {
  const lockAt = NOW + 15 * MINUTE;
  expect(isDue({ setAt: NOW + MINUTE, lockAt })).toBe(false);
  expect(isDue({ setAt: NOW + MINUTE + 1, lockAt })).toBe(true);
});
