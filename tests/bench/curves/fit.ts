/** How a cost grows with the number of something: a line through what was measured, and a word for its form. Pure. */

/** What was measured with so many: the median of the rounds, and how far these spread. */
export interface Point {
  x: number;
  y: number;
  /** Half of what the middle half of the rounds spans. */
  noise: number;
}

export type Form = 'flat' | 'linear' | 'more than linear';

export interface Curve {
  /** By how much one more costs more (least squares). */
  slope: number;
  /** What the line says of one. */
  atOne: number;
  form: Form;
}

/** Less than this part of what the least number costs is no growth. */
const NEGLIGIBLE = 0.1;

/** A power of growth clearly above that of a line. */
const STEEP = 1.3;

const toQuantile = (sorted: readonly number[], part: number): number => {
  const at = part * (sorted.length - 1);
  const [low = Number.NaN, high = low] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at % 1);
};

export const toMedian = (values: readonly number[]): number =>
  toQuantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );

/** Several rounds with the same number as one point. */
export function toPoint(x: number, rounds: readonly number[]): Point {
  const sorted = rounds.toSorted((a, b) => a - b);
  const noise = (toQuantile(sorted, 0.75) - toQuantile(sorted, 0.25)) / 2;
  return { x, y: toQuantile(sorted, 0.5), noise };
}

/** The line through the points by least squares. */
function toLine(points: readonly Point[]): { slope: number; atOne: number } {
  const mean = (of: (point: Point) => number) =>
    points.reduce((sum, each) => sum + of(each), 0) / points.length;
  const [x, y] = [mean((each) => each.x), mean((each) => each.y)];
  const slope = mean((each) => (each.x - x) * (each.y - y)) / mean((each) => (each.x - x) ** 2);
  return { slope, atOne: y + slope * (1 - x) };
}

/**
 * The power with which what comes on top of the least number grows between the two largest: 1 is a line, 2 a square.
 * A rise that noise could have made counts as twice the noise, so that nothing is called steep for having been lucky.
 */
function toPower(points: readonly Point[], noise: number): number {
  const [first, before, last] = [points[0], points.at(-2), points.at(-1)];
  if (!first || !before || !last || points.length < 3) throw new Error('a curve has at least three points');
  const rise = (point: Point) => Math.max(point.y - first.y, 2 * noise, Number.MIN_VALUE);
  return Math.log(rise(last) / rise(before)) / Math.log((last.x - first.x) / (before.x - first.x));
}

/** The curve through these points, the least number first. */
export function toCurve(points: readonly Point[]): Curve {
  const line = toLine(points);
  const noise = Math.max(...points.map((point) => point.noise));
  const [first, last] = [points[0], points.at(-1)];
  const rise = (last?.y ?? 0) - (first?.y ?? 0);
  if (rise <= Math.max(2 * noise, NEGLIGIBLE * (first?.y ?? 0))) return { ...line, form: 'flat' };
  return { ...line, form: toPower(points, noise) > STEEP ? 'more than linear' : 'linear' };
}
