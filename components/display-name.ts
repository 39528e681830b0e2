import { toForeignParts } from '#lib/nostr/foreign';
import { toOriginParts } from '#lib/nostr/origin';

const MAX_FIRST_NAME = 24;

/** What a button calls an account: the first word of its name, without characters that are not seen. */
export function toFirstName(name: string): string {
  const seen = toForeignParts(name)
    .map((part) => ('text' in part ? part.text : ''))
    .join('');
  const [first = ''] = seen.trim().split(/\s+/u);
  const letters = [...first];
  return letters.length > MAX_FIRST_NAME ? `${letters.slice(0, MAX_FIRST_NAME).join('')}…` : first;
}

/** An origin inside a sentence: host and port, as the browser names them. */
export function toSiteName(origin: string): string {
  const { head, tail } = toOriginParts(origin);
  return head + tail;
}
