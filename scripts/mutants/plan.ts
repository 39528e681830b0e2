/** Which mutants are tried: what the command line says of rooms, files, number and seed. */

/** Where a check that is gone costs a key, an answer or a rule. */
export const ROOMS = ['rpc', 'vault', 'permissions', 'nostr', 'prompts', 'signers'];

/** What only draws, or names numbers: there is no check in it. */
export const LEFT_OUT = /^lib\/nostr\/(avatar|kinds\/[a-z]+)\.ts$/;

/** As many as a run of an hour or two can try. */
export const COUNT = 400;

export interface Plan {
  /** Parts of the paths of files; none: all of the rooms. */
  places: string[];
  count: number;
  /** After so many no further one is begun. */
  minutes: number;
  seed: number;
  /** A part of the ids of the mutants that alone are tried. */
  only?: string;
}

/** The plan that a command line asks for, with another seed each time unless it names one. Throws for what it does not know. */
export function toPlan(words: readonly string[], paths: readonly string[], newSeed: () => number): Plan {
  const plan: Plan = { places: [], count: COUNT, minutes: Infinity, seed: newSeed() };
  for (const word of words) {
    const [, name = '', value = ''] = /^--(seed|count|minutes|only)=(.+)$/s.exec(word) ?? [];
    if (name === 'only') plan.only = value;
    else if (name !== '') plan[name as 'seed' | 'count' | 'minutes'] = toWhole(name, value);
    else if (word.startsWith('--')) {
      throw new Error(`npm run mutants knows --seed=, --count=, --minutes= and --only=, and not ${word}`);
    } else if (paths.some((path) => isAt(path, word))) plan.places.push(word);
    else throw new Error(`expected one of the rooms ${ROOMS.join(', ')} or a file of them, got ${word}`);
  }
  return plan;
}

function toWhole(name: string, value: string): number {
  if (/^\d{1,10}$/.test(value)) return Number(value);
  throw new Error(`--${name} must be a whole number, got ${value}`);
}

/** A room by its name, a file or a folder by its path, with `lib/` and `.ts` or without. */
export function isAt(path: string, place: string): boolean {
  const short = place.replace(/^lib\/|\.ts$|\/$/g, '');
  return path === `lib/${short}.ts` || path.startsWith(`lib/${short}/`);
}
