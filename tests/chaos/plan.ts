/** The steps of a run: made of its seed alone, so the same seed gives the same steps, however long each of them takes. */

import { createRandom } from '../../scripts/random/random';

/** What each step is, and how often it comes among all others. */
const WEIGHTS = {
  'make requests': 34,
  'answer a prompt': 22,
  'kill the worker': 6,
  'kill it under new requests': 4,
  'kill it under a switch': 2,
  'kill it under an answer': 2,
  'switch the account': 8,
  lock: 2,
  unlock: 7,
  'close the prompt': 2,
  'close a tab': 3,
  'open a tab': 5,
  'lead a tab elsewhere': 5,
  'take the relay away': 2,
  'bring the relay back': 3,
  'fill the disk': 1,
  'free the disk': 3,
  'set the clock': 3,
  'look at the log': 5,
};

export type StepName = keyof typeof WEIGHTS;

/** A number from 0 up to, and not with, 1; the next one each time. */
export type Chance = () => number;

export interface Step {
  name: StepName;
  /** For what the step itself has to choose. */
  chance: Chance;
}

export const STEP_NAMES = Object.keys(WEIGHTS) as StepName[];

/** As many steps are between two calms, in which everything settles. */
export const STEPS_TO_CALM = 50;

/** One of a list. */
export const pick = <T>(chance: Chance, from: readonly T[]): T | undefined =>
  from[Math.floor(chance() * from.length)];

/** Each step has numbers of its own: how many it uses up changes no step after it. */
export function* toSteps(seed: number): Generator<Step, never> {
  const all = Object.values(WEIGHTS).reduce((sum, each) => sum + each, 0);
  const chance = createRandom(seed);
  for (;;) {
    let left = chance() * all;
    const name = STEP_NAMES.find((each) => (left -= WEIGHTS[each]) < 0) ?? 'make requests';
    yield { name, chance: createRandom(Math.floor(chance() * 2 ** 32)) };
  }
}
