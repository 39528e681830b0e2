/**
 * Accounts of one person that may be seen together. Everything that would show two of them to be one person's is
 * warned of, unless the person has said once that these two may.
 */
import type { State } from '../storage/state';

const toPair = (one: string, other: string): [string, string] => (one < other ? [one, other] : [other, one]);

/** Whether nothing is given away when these two are seen together. */
export function mayBeSeenTogether({ pairs = [] }: Readonly<State>, one: string, other: string): boolean {
  const [first, second] = toPair(one, other);
  return first === second || pairs.some(([a, b]) => a === first && b === second);
}

/** Remembers that these two may be seen together. */
export function allowTogether(draft: State, one: string, other: string): void {
  if (!mayBeSeenTogether(draft, one, other)) draft.pairs = [...(draft.pairs ?? []), toPair(one, other)];
}
