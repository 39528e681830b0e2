import type { EventTemplate } from './event';
import { toKindName, type KindName } from './kinds';
import { toPreview } from './previews';

const NIP04 = /^[\w+/=]+\?iv=[\w+/=]+$/;
/** Base64 whose first byte is the version, 2, with which the second letter begins; the shortest payload is 99 bytes. */
const NIP44 = /^A[g-v][A-Za-z0-9+/]{130,}={0,2}$/;

/** Messages as they are before they are sealed (NIP-17): their words, or the address of a file and its key. */
const UNSEALED: readonly string[] = ['directMessage', 'fileMessage'] satisfies KindName[];

/** Whether the content of an event is, or looks like, something that was encrypted, or is private by its kind. */
export const isPrivateContent = (event: EventTemplate): boolean =>
  toPreview(event, event.created_at).content === 'encrypted' ||
  UNSEALED.includes(toKindName(event.kind)) ||
  NIP04.test(event.content) ||
  NIP44.test(event.content);
