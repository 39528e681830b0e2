import { toForeignParts } from '#lib/nostr/foreign';

const MAX_NAME = 40;

/** A name without characters that are not seen. */
export const toSeen = (name: string): string =>
  toForeignParts(name)
    .map((part) => ('text' in part ? part.text : ''))
    .join('')
    .trim();

/** A text of so many letters at most. */
export function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most).join('')}…` : text;
}

/** Inside a sentence, whose direction it does not touch. */
export const isolate = (text: string): string => `\u2068${text}\u2069`;

/** A name inside a sentence, whose direction it does not touch. */
export const toIsolated = (name: string): string => isolate(cut(toSeen(name), MAX_NAME));

/** An origin inside a sentence: host and port, as the browser names them. */
export const toSiteName = (origin: string): string => new URL(origin).host;
