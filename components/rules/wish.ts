/** What a person wants done the next time a site asks the same. */
import { REMEMBER, type Remember } from '#lib/rpc/prompt';
import type { RuleView } from '#lib/rpc/snapshot';

/** What is done the next time, and for how long: a word, or an own time in minutes. */
export interface Wish {
  effect: RuleView['effect'];
  lasts: Remember | { minutes: number };
}

/** The person is asked again. */
export const ASK: Wish = { effect: 'allow', lasts: 'once' };

/** How long a no may be kept: as long as the person likes. */
export const REFUSALS = REMEMBER.filter((word) => word !== 'once');

/** As an answer says it: an own time by its end. */
export const toRemember = ({ lasts }: Wish, now: number): Remember | number =>
  typeof lasts === 'string' ? lasts : now + lasts.minutes * 60_000;

/** As `toRemember` of a no; nothing where the person is asked again. */
export const toRefusal = (wish: Wish, now: number): { remember?: Remember | number } =>
  wish.effect === 'deny' ? { remember: toRemember(wish, now) } : {};
