import { isEncrypted } from './ciphertext';
import type { EventTemplate } from './event';
import { toKindName, type KindName } from './kinds';
import { toPreview } from './previews';

/** Messages as they are before they are sealed (NIP-17): their words, or the address of a file and its key. */
const UNSEALED: readonly string[] = ['directMessage', 'fileMessage'] satisfies KindName[];

/** Whether the content of an event is, or looks like, something that was encrypted, or is private by its kind. */
export const isPrivateContent = (event: EventTemplate): boolean =>
  toPreview(event, event.created_at).content === 'encrypted' ||
  UNSEALED.includes(toKindName(event.kind)) ||
  isEncrypted(event.content);
