/**
 * Accounts of one person that may be seen together. Apart from the rest of what is allowed, because Facet's pages
 * show what a pair changes before anything is asked of the worker.
 */
import type { Link } from './prompt';

/** Two accounts each, in the order of their pubkeys. */
export type Pairs = readonly (readonly [string, string])[];

/** A pair in its one order. */
export const toPair = (one: string, other: string): [string, string] =>
  one < other ? [one, other] : [other, one];

/** Whether nothing is given away when these two are seen together. */
export function arePaired(pairs: Pairs, one: string, other: string): boolean {
  const [first, second] = toPair(one, other);
  return first === second || pairs.some(([a, b]) => a === first && b === second);
}

/** What a site that knows some accounts could tell once it is told of `pubkey`; nothing if it knows that one already. */
export function toSiteLinks(pubkey: string, knows: readonly string[], pairs: Pairs): Link[] {
  if (knows.includes(pubkey)) return [];
  return knows
    .filter((other) => !arePaired(pairs, pubkey, other))
    .map((other) => ({ pubkey: other, by: 'site' }));
}
