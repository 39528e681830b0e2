/**
 * Accounts of one person that may be seen together. Everything that would show two of them to be one person's is
 * warned of, unless the person has said once that these two may.
 */
import { arePaired, toPair } from '../rpc/pairs';
import type { State } from '../storage/state';

/** Whether nothing is given away when these two are seen together. */
export const mayBeSeenTogether = ({ pairs = [] }: Readonly<State>, one: string, other: string): boolean =>
  arePaired(pairs, one, other);

/** Remembers that these two may be seen together. */
export function allowTogether(draft: State, one: string, other: string): void {
  if (!mayBeSeenTogether(draft, one, other)) draft.pairs = [...(draft.pairs ?? []), toPair(one, other)];
}

/** These two are warned of again. */
export function forgetPair(draft: State, one: string, other: string): void {
  const [first, second] = toPair(one, other);
  if (draft.pairs) draft.pairs = draft.pairs.filter(([a, b]) => a !== first || b !== second);
}
