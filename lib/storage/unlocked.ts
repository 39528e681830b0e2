/** What keeps the vault open when the worker dies. Only lib/vault reads it. */
import { sessionItem } from './session-item';

/** When the vault locks by itself (ms); null: not before the browser closes. */
export type LockAt = number | null;

/** The unlocked vault: the data key in base64, and its deadline. */
export const unlockedItem = sessionItem<{ dek: string; lockAt: LockAt }>('unlocked');
