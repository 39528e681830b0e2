/** The few statistics that say how much a figure can carry. */
import { createRandom } from '../../../scripts/random/random';

/** The value below which this part of all values lies, between neighbours in proportion. */
export function toQuantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export const toMedian = (values: readonly number[]): number => toQuantile(values, 0.5);

/** How far apart the values lie, in parts of their median. */
export const toSpread = (values: readonly number[]): number =>
  (Math.max(...values) - Math.min(...values)) / toMedian(values);

/** Each value in parts of the control's of the same round. */
export const toRatios = (values: readonly number[], control: readonly number[]): number[] =>
  values.map((value, round) => value / (control[round] ?? Number.NaN));

export type Interval = readonly [low: number, high: number];

const RESAMPLES = 4_000;

/** Where the median of the values lies with 95 % confidence: what medians of samples drawn from them come to. */
export function toInterval(values: readonly number[], seed = 1): Interval {
  const random = createRandom(seed);
  const draw = () => values[Math.floor(random() * values.length)] ?? Number.NaN;
  const medians = Array.from({ length: RESAMPLES }, () => toMedian(values.map(draw)));
  return [toQuantile(medians, 0.025), toQuantile(medians, 0.975)];
}
