/** What keeps the vault open when the worker dies. Only lib/vault reads it. */
import type { Deadline } from '../rpc/deadline';
import { sessionItem } from './session-item';

/** The unlocked vault: the data key in base64, and its deadline. */
export const unlockedItem = sessionItem<{ dek: string } & Deadline>('unlocked');
