/** The lines that are not on the disk yet. Where there are too many the oldest go, and are counted. */
import type { ActivityLine } from '../rpc/activity';

/** Most lines that wait for a disk that refuses them. */
const MAX_WAITING = 500;

/** Lines, and how many are missing before them. */
export interface Batch {
  lines: readonly ActivityLine[];
  lost: number;
}

export function createWaiting() {
  let lines: ActivityLine[] = [];
  let lost = 0;

  function hold(next: ActivityLine[]): void {
    lines = next;
    while (lines.length > MAX_WAITING) lost += lines.shift()?.count ?? 1;
  }

  function clear(): void {
    lines = [];
    lost = 0;
  }

  return {
    /** Oldest first. */
    get lines(): readonly ActivityLine[] {
      return lines;
    },

    /** How many lines are on no disk, those that had to go included. */
    get unsaved(): number {
      return lines.length + lost;
    },

    add: (more: readonly ActivityLine[]): void => hold([...lines, ...more]),

    /** All of it: nothing waits any more. */
    take(): Batch {
      const batch = { lines, lost };
      clear();
      return batch;
    },

    /** What was taken waits again, before what came meanwhile. */
    putBack(batch: Batch): void {
      lost += batch.lost;
      hold([...batch.lines, ...lines]);
    },

    clear,
  };
}
