/** Some of the mutants, of every room in proportion to what it has; the same seed draws the same. */
import { createRandom } from '../random/random.ts';
import type { Mutant } from './operators.ts';

export function toGroups(mutants: readonly Mutant[]): Map<string, Mutant[]> {
  const groups = new Map<string, Mutant[]>();
  for (const mutant of mutants) groups.set(mutant.room, [...(groups.get(mutant.room) ?? []), mutant]);
  return groups;
}

/** `count` of them, or all where there are fewer; the first of them are of every room too. */
export function draw(mutants: readonly Mutant[], count: number, seed: number): Mutant[] {
  const random = createRandom(seed);
  const share = Math.min(1, count / mutants.length);
  const drawn: Mutant[] = [];
  let due = 0;
  for (const group of toGroups(mutants).values()) {
    due += group.length * share;
    drawn.push(...shuffle(group, random).slice(0, Math.round(due) - drawn.length));
  }
  return shuffle(drawn, random);
}

function shuffle(mutants: readonly Mutant[], random: () => number): Mutant[] {
  const shuffled = [...mutants];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
  }
  return shuffled;
}
