/** Says whether memory is flat. Pure. */

/** By name; bytes, or numbers of things. Undefined where it cannot be known. */
export type Measured = Record<string, number | undefined>;

/** The log keeps its last lines at hand, up to a hundred. */
export const ALLOWANCE = 0.05;

/** What the engine counts itself: without buffers, and with what it compiles, which grows for hours with what runs often. */
export const WITH_CODE = 'heap of the worker as V8 counts it, with code';

/** The log of activity grows by design, up to a bound. */
export const ON_DISK = 'stored on the disk';

const NOT_JUDGED: readonly string[] = [WITH_CODE, ON_DISK];

/** Hours that the last ones are compared with: the second and the third, where there are more than four; else the second. */
const toEarly = (hours: readonly number[]) => hours.slice(1, hours.length > 4 ? 3 : 2);

const toLast = (hours: readonly number[]) => hours.slice(hours.length > 4 ? -2 : -1);

/** How much more there was in the end, at the least, than early on, at the most: 0.1 is a tenth more. */
export const toGrowth = (hours: readonly number[]): number =>
  Math.min(...toLast(hours)) / Math.max(...toEarly(hours)) - 1;

/** Sentences about what grows. */
export function findGrown(hours: readonly Measured[]): string[] {
  const grown: string[] = [];
  for (const name of Object.keys(hours[0] ?? {}).filter((each) => !NOT_JUDGED.includes(each))) {
    const values = hours.map((each) => each[name]).filter((each) => each !== undefined);
    if (values.length < 3) continue;
    const growth = toGrowth(values);
    if (growth > ALLOWANCE) grown.push(`${name}: ${(growth * 100).toFixed(1)} % more in the end`);
  }
  return grown;
}
