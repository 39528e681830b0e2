/**
 * Which requests are put to the person together: all that one origin asks of one account, whatever they mean. What
 * has to be read alone stands alone: who the person is, which of two accounts acts, what would link two of them, and
 * events that give away or erase what an account is.
 */
import { standsAlone } from '../nostr/memories';
import type { PromptView } from '../rpc/prompt';
import { digestOf } from './digest';

/** Most requests of one group; each of them can be read, and none of them is hidden by their number. */
export const MAX_IN_GROUP = 100;

const MAX_PER_ORIGIN = 5;
const MAX_GROUPS = 20;

/** What is asked of whom, without what tells one request from the next. */
type Grouped = PromptView extends infer View
  ? View extends PromptView
    ? Omit<View, 'id' | 'digest' | 'askedAt'>
    : never
  : never;

/** The name of the group that a request is shown in; undefined: it is shown alone. Says nothing of what is asked. */
export function toGroup(asked: Grouped): string | undefined {
  if (asked.type === 'connect' || asked.told !== undefined || asked.links !== undefined) return undefined;
  // what takes much away is shown whole, with the tick that it needs
  if (asked.type === 'sign' && (asked.loses || standsAlone(asked.event.kind))) return undefined;
  return digestOf(['group', asked.origin, asked.isPrivate, asked.pubkey]).slice(0, 32);
}

/** Whether one more request of this origin and group may wait beside these. */
export function hasRoom(
  waiting: readonly { origin: string; group: string }[],
  { origin, group }: { origin: string; group: string },
): boolean {
  const inGroup = waiting.filter((each) => each.group === group).length;
  if (inGroup > 0) return inGroup < MAX_IN_GROUP;
  const count = (of: typeof waiting) => new Set(of.map((each) => each.group)).size;
  return (
    count(waiting.filter((each) => each.origin === origin)) < MAX_PER_ORIGIN && count(waiting) < MAX_GROUPS
  );
}
