import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWatch } from '#lib/relays/watch';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const start = () => {
  const onChange = vi.fn();
  return { watch: createWatch(onChange), onChange };
};

it('is on as long as anybody looks, and a moment longer', () => {
  const { watch, onChange } = start();
  expect(watch.isOn).toBe(false);
  const [one, other] = [watch.hold(), watch.hold()];
  vi.advanceTimersByTime(100);
  one();
  one(); // whoever leaves twice has left once
  vi.advanceTimersByTime(600_000);
  expect(watch.isOn).toBe(true);
  other();
  expect(watch.isOn).toBe(true);
  vi.advanceTimersByTime(5_000);
  expect(watch.isOn).toBe(false);
  expect(onChange).toHaveBeenCalledTimes(2);
});

it('does not end for one who comes back', () => {
  const { watch, onChange } = start();
  watch.hold()();
  vi.advanceTimersByTime(4_000);
  watch.hold();
  vi.advanceTimersByTime(600_000);
  expect(watch.isOn).toBe(true);
  expect(onChange).toHaveBeenCalledTimes(1);
});

it('glances for a moment, a shorter one when all relays have answered', () => {
  const { watch } = start();
  watch.glance();
  vi.advanceTimersByTime(19_000);
  expect(watch.isOn).toBe(true);
  vi.advanceTimersByTime(1_000);
  expect(watch.isOn).toBe(false);
  watch.glance();
  watch.onComplete();
  vi.advanceTimersByTime(5_000);
  expect(watch.isOn).toBe(false);
});

it('never ends a look because relays have answered', () => {
  const { watch } = start();
  const leave = watch.hold();
  watch.glance();
  watch.onComplete();
  vi.advanceTimersByTime(600_000);
  expect(watch.isOn).toBe(true);
  leave();
});

it('is seen by whoever looks, also in the middle of a glance, and not by a glance', () => {
  const { watch, onChange } = start();
  watch.glance();
  expect([watch.isOn, watch.isSeen]).toEqual([true, false]);
  const leave = watch.hold();
  vi.advanceTimersByTime(100);
  expect(watch.isSeen).toBe(true);
  expect(onChange).toHaveBeenCalledTimes(2);
  leave();
  vi.advanceTimersByTime(5_000);
  expect([watch.isOn, watch.isSeen]).toEqual([false, false]);
});

it('lets a page that opens be answered first, and never begins for one that has left by then', () => {
  const { watch, onChange } = start();
  const leave = watch.hold();
  expect(watch.isOn).toBe(false);
  leave();
  vi.advanceTimersByTime(600_000);
  expect(onChange).not.toHaveBeenCalled();
  watch.hold();
  vi.advanceTimersByTime(99);
  expect(watch.isOn).toBe(false);
  vi.advanceTimersByTime(1);
  expect([watch.isOn, watch.isSeen]).toEqual([true, true]);
});
