import { describe, expect, it } from 'vitest';
import { toInterval, toMedian, toQuantile, toRatios, toSpread } from '../../../bench/calls/statistics';

describe('a quantile', () => {
  it('lies between neighbours in proportion, in whatever order the values come', () => {
    expect(toQuantile([40, 10, 30, 20], 0)).toBe(10);
    expect(toQuantile([40, 10, 30, 20], 0.5)).toBe(25);
    expect(toQuantile([40, 10, 30, 20], 0.95)).toBeCloseTo(38.5);
    expect(toQuantile([40, 10, 30, 20], 1)).toBe(40);
  });

  it('is no number where there are no values', () => {
    expect(toMedian([])).toBeNaN();
  });
});

it('calls the spread how far values lie apart, in parts of their median', () => {
  expect(toSpread([9, 10, 12])).toBeCloseTo(0.3);
});

it('compares each value with that of the same round', () => {
  expect(toRatios([2, 6, 12], [1, 2, 3])).toEqual([2, 3, 4]);
});

describe('the interval of a median', () => {
  const values = [1.1, 1.2, 1.15, 1.3, 1.25, 1.18, 1.22, 1.9, 1.21, 1.19, 1.17, 1.24, 1.16, 1.23, 1.2];

  it('is the same in every run', () => {
    expect(toInterval(values)).toEqual(toInterval(values));
    expect(toInterval(values)).not.toEqual(toInterval(values, 2));
  });

  it('holds the median, and is not moved by one wild value', () => {
    const [low, high] = toInterval(values);
    expect(low).toBeGreaterThanOrEqual(1.15);
    expect(low).toBeLessThan(toMedian(values));
    expect(high).toBeGreaterThan(toMedian(values));
    expect(high).toBeLessThanOrEqual(1.25);
  });

  it('holds the true median in about 95 of 100 samples', () => {
    let held = 0;
    for (let sample = 0; sample < 100; sample += 1) {
      const drawn = Array.from(
        { length: 25 },
        (_, place) => (((sample * 25 + place) * 7919) % 10_007) / 10_007,
      );
      const [low, high] = toInterval(drawn);
      if (low <= 0.5 && 0.5 <= high) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(88);
  });

  it('is a point where all values are one', () => {
    expect(toInterval([2, 2, 2])).toEqual([2, 2]);
  });
});
