/** What a history says about a call. Pure. */
import { overlap, type Call, type History } from './history';

export const toName = ({ id, method, origin }: Call): string => `${method} ${id} of ${origin}`;

/** Whom the site of a call was, at any time from its beginning to its end. */
export function chosenDuring({ chosen }: History, { origin, at }: Call, until: number): string[] {
  const ofSite = chosen.filter((each) => each.origin === origin);
  return ofSite
    .filter((each, place) => each.from <= until && (ofSite[place + 1]?.until ?? Infinity) >= at)
    .map(({ pubkey }) => pubkey);
}

/** The person's answers that may have been to this call. */
export const answersTo = ({ answers }: History, { id, at }: Call, until: number, yes: boolean) =>
  answers.filter((each) => each.yes === yes && each.calls.includes(id) && overlap(each, { from: at, until }));
