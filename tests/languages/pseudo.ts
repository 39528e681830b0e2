/**
 * A language that nobody speaks: English with marks on its letters, a third longer, in brackets. It can still be read, and
 * what has no brackets did not come from the catalogue.
 */
import type { Texts } from './texts.ts';

const PLAIN = 'aceginorsuyACEGINORSUY';
const MARKED = 'àçéĝîñöřšûýÀÇÉĜÎÑÖŘŠÛÝ';
const mark = (letter: string): string => MARKED[PLAIN.indexOf(letter)] ?? letter;

/** `Lock $1 now` → `⟦Löçk $1 ñöw···⟧`. */
export function toPseudo(text: string): string {
  const marked = text.replaceAll(/\$\d|./gsu, (part) => (part.length > 1 ? part : mark(part)));
  return `⟦${marked}${'·'.repeat(Math.ceil(text.length / 3))}⟧`;
}

/** Every text that people read; the tag of the language and its direction are none. */
export const toPseudoTexts = (texts: Texts): Texts =>
  Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      /^common_(language|direction)$/.test(name) ? text : toPseudo(text),
    ]),
  );
