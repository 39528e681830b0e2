/** What keeps the vault open when the worker dies. Only lib/vault reads it. */
import { sessionItem } from './session-item';

/** When the vault locks by itself (ms). A word, as a null could also be what became of a number that was none. */
export type LockAt = number | 'browser-closes';

/** When the vault locks, and when (ms) that was set: before then nobody can be, unless the clock was put back. */
export interface Deadline {
  lockAt: LockAt;
  setAt: number;
}

/** The unlocked vault: the data key in base64, and its deadline. */
export const unlockedItem = sessionItem<{ dek: string } & Deadline>('unlocked');
