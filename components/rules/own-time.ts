/** Times of one's own that a rule may last. */
const MINUTES = { minutesUnit: 1, hours: 60, days: 1_440 } as const;

/** A day, in minutes: the most where a rule may not last for ever. */
export const DAY = MINUTES.days;

export type OwnUnit = keyof typeof MINUTES;

export const OWN_UNITS = Object.keys(MINUTES) as OwnUnit[];

/** In minutes: at least one, at most `most`; what is no number counts as one. */
export const toMinutes = (count: number, unit: OwnUnit, most: number): number =>
  Math.min(Math.max(1, Math.floor(Number.isFinite(count) ? count : 1)) * MINUTES[unit], most);
