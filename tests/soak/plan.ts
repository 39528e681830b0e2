/** What happens in each minute of a day: made of its seed alone. Pure. */
import { createRandom } from '../../scripts/random/random';
import type { Chance } from '../chaos/plan';

export const MINUTES_OF_HOUR = 60;

/** The person leaves in the last minutes of every other hour: long enough for Facet to lock by itself. */
export const AWAY_FROM = 42;

/** Minutes without the person after which Facet locks. */
export const AUTO_LOCK = 15;

export type DeedName =
  | 'the page that stays asks'
  | 'another page asks'
  | 'look into the popup'
  | 'switch the account'
  | 'load a page anew'
  | 'change tabs'
  | 'hear from the relay'
  | 'read the log';

/** A deed comes in every so many minutes, of which the first is drawn anew in each hour. */
const EVERY: readonly [DeedName, number][] = [
  ['look into the popup', 2],
  ['switch the account', 4],
  ['load a page anew', 5],
  ['hear from the relay', 6],
  ['change tabs', 15],
  ['read the log', 30],
];

/** How often another page asks in a minute in which the person is there. */
const OTHERS_ASK = 0.6;

export interface Minute {
  /** Nobody sits there: only the page that stays goes on. */
  isAway: boolean;
  deeds: DeedName[];
  /** For what the deeds themselves have to choose. */
  chance: Chance;
}

/** The minutes of an hour; `hour` counts from 1. */
export function toHour(seed: number, hour: number): Minute[] {
  const chance = createRandom(seed * 31 + hour);
  const firsts = EVERY.map(([, every]) => Math.floor(chance() * every));
  return Array.from({ length: MINUTES_OF_HOUR }, (_, minute): Minute => {
    const isAway = hour % 2 === 0 && minute >= AWAY_FROM;
    const asksToo = chance() < OTHERS_ASK;
    const own = createRandom(Math.floor(chance() * 2 ** 32));
    if (isAway) return { isAway, deeds: ['the page that stays asks'], chance: own };
    const due = EVERY.filter(([, every], place) => minute % every === firsts[place]).map(([name]) => name);
    const asks: DeedName[] = ['the page that stays asks', ...(asksToo ? ['another page asks' as const] : [])];
    return { isAway, deeds: [...asks, ...due], chance: own };
  });
}
