/** The request to delete an event (NIP-09). */
import type { EventTemplate } from './event';
import { isReplaceable } from './kinds';

const DELETION = 5;
/** The request to vanish (NIP-62), which relays keep. */
const VANISH = 62;

/** Whether relays keep events of this kind, each for itself, and delete them on request. */
export const isDeletable = (kind: number): boolean =>
  kind !== DELETION && kind !== VANISH && !isReplaceable(kind) && !(kind >= 20_000 && kind < 30_000);

/** What is signed to have an event deleted; undefined where that asks for nothing. `now` in seconds. */
export function toDeletion(
  { kind, eventId }: { kind?: number; eventId?: string },
  now: number,
): EventTemplate | undefined {
  if (kind === undefined || eventId === undefined || !isDeletable(kind)) return undefined;
  const tags = [
    ['e', eventId],
    ['k', String(kind)],
  ];
  return { kind: DELETION, tags, content: '', created_at: now };
}
