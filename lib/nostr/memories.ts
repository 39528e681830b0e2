/** How long the person's "yes" may last, by what it is about: the one list for what is offered and what is stored. */
import type { Remember } from '../rpc/prompt';

/** Kinds that a first answer never allows for ever (docs/security.md, "Rules"). */
const HIGH_RISK: readonly number[] = [
  ...[0, 3, 5, 13, 62, 1059, 9008, 10_000, 10_002, 10_019, 10_050, 13_194, 17_375],
  ...[22_242, 23_194, 24_133, 24_242, 27_235, 30_078],
];

/** Kinds that overwrite or erase what cannot be brought back: every single one is asked. */
const ASKED_EACH_TIME: readonly number[] = [0, 3, 5, 62, 10_000, 10_002];

const SHORT: readonly Remember[] = ['once', 'minutes', 'hour', 'today'];
const LONG: readonly Remember[] = [...SHORT, 'restart', 'month', 'always'];

/** Kinds that give away or erase what an account is: such an event is never one of many in a list. */
const ALONE: readonly number[] = [0, 3, 5, 62];

/** Whether an event of this kind must be shown by itself. */
export const standsAlone = (kind: number): boolean => ALONE.includes(kind);

/** Whether every single event of this kind is asked, however often the person has said yes. */
export const isAskedEachTime = (kind: number): boolean => ASKED_EACH_TIME.includes(kind);

export const isHighRisk = (kind: number): boolean => HIGH_RISK.includes(kind);

/** How long "yes" to an event of this kind may last, the shortest first. */
export function toSignMemories(kind: number): readonly Remember[] {
  if (ASKED_EACH_TIME.includes(kind)) return ['once'];
  return isHighRisk(kind) ? SHORT : LONG;
}

/** How long "yes" to encrypting or decrypting may last: reading is never allowed beyond the browser's next start. */
export const toCipherMemories = (method: string): readonly Remember[] =>
  method.endsWith('.decrypt') ? [...SHORT, 'restart'] : LONG;
