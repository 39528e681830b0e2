import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSoon } from '../../../../entrypoints/background/soon';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const start = () => {
  const run = vi.fn();
  return { soon: createSoon(50, run), run };
};

it('runs once for all who asked, as long after the first of them', () => {
  const { soon, run } = start();
  soon.ask();
  vi.advanceTimersByTime(40);
  soon.ask();
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10);
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000);
  expect(run).toHaveBeenCalledTimes(1);
  soon.ask();
  vi.advanceTimersByTime(50);
  expect(run).toHaveBeenCalledTimes(2);
});

it('hurries only with what was asked for, and does it once', () => {
  const { soon, run } = start();
  soon.hurry();
  expect(run).not.toHaveBeenCalled();
  soon.ask();
  soon.hurry();
  vi.advanceTimersByTime(1_000);
  expect(run).toHaveBeenCalledTimes(1);
});

it('does not run after it was done otherwise', () => {
  const { soon, run } = start();
  soon.ask();
  soon.cancel();
  vi.advanceTimersByTime(1_000);
  expect(run).not.toHaveBeenCalled();
});
