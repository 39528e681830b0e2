/** The time after which Facet locks by itself, in minutes; 0 is the longest: not before the browser closes. */
const toLength = (minutes: number): number => minutes || Infinity;

/** The shorter first. */
export const compareLocks = (one: number, other: number): number =>
  isLongerLock(one, other) ? 1 : isLongerLock(other, one) ? -1 : 0;

/** Whether one keeps Facet open for longer than the other: only the password makes it so. */
export const isLongerLock = (next: number, now: number): boolean => toLength(next) > toLength(now);
