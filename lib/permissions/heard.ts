/** Whom a website has heard of: the one answer for what the worker withholds and for what the pages ask about. */
import type { Belief, Choices } from '../storage/state';
import { knownTo } from './permissions';

const toList = (knows: readonly string[], beliefs: readonly (Belief | undefined)[]): string[] => {
  const told = beliefs.flatMap((belief) => [belief?.told ?? [], belief?.toldInTabs ?? []].flat());
  return [...new Set([...knows, ...told])];
};

/** Accounts that the pages of an origin may know, and those they were told there and may remember, though the rule is gone. */
export function heardIn(
  choices: Choices,
  { origin, container }: { origin: string; container?: string },
  now: number,
): string[] {
  const { rules, sites, containers } = choices;
  const belief = container === undefined ? sites[origin] : containers?.[container]?.beliefs[origin];
  return toList(knownTo(rules, origin, now), [belief]);
}

/**
 * Whom a site could link with an account that it goes on as: whom it has heard of, outside of containers and in each,
 * as a rule is for all of them. Nobody where it may know nobody: then it goes on as nobody, and has to ask.
 */
export function heardAnywhere(
  { rules, sites, containers = {} }: Choices,
  origin: string,
  now: number,
): string[] {
  const knows = knownTo(rules, origin, now);
  if (knows.length === 0) return [];
  return toList(knows, [sites[origin], ...Object.values(containers).map(({ beliefs }) => beliefs[origin])]);
}
