import { describe, expect, it } from 'vitest';
import { toCurve, toMedian, toPoint } from '../../bench/curves/fit';

const XS = [1, 10, 100, 500];
const draw = (toY: (x: number) => number, noise = 0, xs = XS) =>
  toCurve(xs.map((x) => ({ x, y: toY(x), noise })));

describe('the rounds of a measurement', () => {
  it('become their median, and half of what their middle half spans', () => {
    expect(toMedian([5, 1, 3])).toBe(3);
    expect(toMedian([4, 1, 3, 2])).toBe(2.5);
    expect(toPoint(7, [1, 2, 3, 4, 100])).toEqual({ x: 7, y: 3, noise: 1 });
  });
});

describe('a curve', () => {
  it('has the slope and the value at one of the line that was measured', () => {
    const { slope, atOne } = draw((x) => 20 + 0.5 * x);
    expect(slope).toBeCloseTo(0.5);
    expect(atOne).toBeCloseTo(20.5);
  });

  it.each([
    ['what does not depend on the number', () => 30, 0],
    ['what grows by less than a tenth', (x: number) => 100 + 0.01 * x, 0],
    ['what grows by no more than noise', (x: number) => 10 + 0.01 * x, 3],
    ['what falls', (x: number) => 100 - 0.1 * x, 0],
  ])('is flat for %s', (_, toY, noise) => {
    expect(draw(toY, noise).form).toBe('flat');
  });

  it.each([
    ['a line', (x: number) => 0.5 * x, 0],
    ['a line on top of much that is always there', (x: number) => 500 + 0.5 * x, 5],
    ['less than a line', (x: number) => 5 + 10 * Math.sqrt(x), 0],
    ['a line times a logarithm', (x: number) => x * Math.log2(x + 1), 0],
    ['a line whose middle was measured too low', (x: number) => (x === 100 ? 107 : 100 + 0.1 * x), 5],
  ])('is linear for %s', (_, toY, noise) => {
    expect(draw(toY, noise).form).toBe('linear');
  });

  it.each([
    ['a square', (x: number) => x ** 2, 0],
    ['a small square on top of much that is always there', (x: number) => 500 + 0.002 * x ** 2, 5],
    ['a line with a square in it', (x: number) => 10 + 0.1 * x + 0.002 * x ** 2, 0],
  ])('is more than linear for %s', (_, toY, noise) => {
    expect(draw(toY, noise).form).toBe('more than linear');
  });

  it('may begin at none', () => {
    expect(draw((x) => 5 + 0.01 * x, 0, [0, 1_000, 10_000]).form).toBe('linear');
    expect(draw((x) => 5 + 1e-6 * x ** 2, 0, [0, 1_000, 10_000]).form).toBe('more than linear');
  });

  it('needs three points to be called steep', () => {
    expect(() => draw((x) => x, 0, [1, 10])).toThrow('three points');
  });
});
