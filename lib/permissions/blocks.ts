/** Websites that the person blocks: refused at once, whatever rules say. All of it edits a draft of the choices. */
import { getBlock } from '../rpc/blocks';
import type { Choices } from '../storage/state';

/** For so long a block stays that is over and counts no more (ms): a clock that is ahead for a moment must not end it. */
const DAY = 24 * 3_600_000;

/** Blocks an origin until then, or for good. Blocks whose time is long over go on the same occasion. */
export function block(draft: Choices, origin: string, until: number | undefined, now: number): void {
  const live = Object.entries(draft.blocked ?? {}).filter(([each]) => getBlock(draft, each, now - DAY));
  const added = { since: now, ...(until === undefined ? {} : { until }) };
  draft.blocked = { ...Object.fromEntries(live), [origin]: added };
}

/** Lifts the block of an origin. */
export function unblock(draft: Choices, origin: string): void {
  delete draft.blocked?.[origin];
}
