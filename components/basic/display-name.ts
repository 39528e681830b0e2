import { toForeignParts } from '#lib/nostr/foreign';

const MAX_FIRST_NAME = 24;
const MAX_NAME = 40;

/** A name without characters that are not seen. */
const toSeen = (name: string): string =>
  toForeignParts(name)
    .map((part) => ('text' in part ? part.text : ''))
    .join('')
    .trim();

function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most).join('')}…` : text;
}

/** What a button calls an account: the first word of its name, without characters that are not seen. */
export function toFirstName(name: string): string {
  const [first = ''] = toSeen(name).split(/\s+/u);
  return cut(first, MAX_FIRST_NAME);
}

/** A name inside a sentence, whose direction it does not touch. */
export const toIsolated = (name: string): string => `\u2068${cut(toSeen(name), MAX_NAME)}\u2069`;

/** An origin inside a sentence: host and port, as the browser names them. */
export const toSiteName = (origin: string): string => new URL(origin).host;
