import { expect, it, vi } from 'vitest';
import { oneAtATime } from '../../../../entrypoints/options/one-at-a-time';

it('never works twice at a time, and once more for all that is asked meanwhile', async () => {
  const ends: (() => void)[] = [];
  const work = vi.fn(() => new Promise<void>((end) => ends.push(end)));
  const ask = oneAtATime(work);
  for (let times = 0; times < 5; times += 1) ask();
  expect(work).toHaveBeenCalledTimes(1);
  ends[0]?.();
  await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(2));
  ends[1]?.();
  await Promise.resolve();
  await Promise.resolve();
  expect(work).toHaveBeenCalledTimes(2);
  ask();
  expect(work).toHaveBeenCalledTimes(3);
});
