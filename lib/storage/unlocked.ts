/** What keeps the vault open when the worker dies. Only lib/vault reads it. */
import { sessionItem } from './session-item';

/** The unlocked vault: the data key in base64, and when it locks by itself (ms). */
export const unlockedItem = sessionItem<{ dek: string; lockAt: number }>('unlocked');
