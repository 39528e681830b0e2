/**
 * What accounts and sites are called where the browser writes to the disk, in clear: addresses of pages, which are in its
 * history, and chosen options, which are in the tabs that it would open again. The words have no meaning, and nobody but
 * this page knows what they stand for, as long as it is open and Facet unlocked.
 */
const words = new Map<string, string>();

export function toPageWord(text: string): string {
  const word = words.get(text) ?? crypto.randomUUID();
  words.set(text, word);
  return word;
}

/** What this word stands for; undefined for every other, such as one of a page that was closed. */
export const ofPageWord = (word: string): string | undefined =>
  [...words].find(([, each]) => each === word)?.[0];

/** Forgets what they stand for, as the lock does: whom they name is told to nobody then. */
export const forgetPageWords = (): void => words.clear();
