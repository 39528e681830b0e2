/** How the language writes numbers and counts things (CLDR), kept: to make it takes longer than a thousand uses. */
import { lookUp } from './catalogue';

interface Grammar {
  language: string;
  numbers: Intl.NumberFormat;
  forms: Intl.PluralRules;
}

let kept: Grammar | undefined;

/** The tag of the language that the texts are in: that of the browser, where Facet speaks it. */
export const toLanguage = (): string => lookUp('common.language') || 'en';

function toGrammar(): Grammar {
  const language = toLanguage();
  if (kept?.language !== language) {
    kept = { language, numbers: new Intl.NumberFormat(language), forms: new Intl.PluralRules(language) };
  }
  return kept;
}

/** The only language of Facet's with digits of its own; the others also write what is below a thousand alike. */
const isPlain = (value: number) =>
  Number.isInteger(value) && value >= 0 && value < 1_000 && toLanguage() !== 'fa';

/** `1500` → `1,500`, `1.500`, `1 500`, `۱٬۵۰۰`. Without `Intl` where that is the same: its first use takes a process 20 ms. */
export const toNumberText = (value: number): string =>
  isPlain(value) ? String(value) : toGrammar().numbers.format(value);

/** The form of the language's grammar that so many things have. */
export const toForm = (count: number): Intl.LDMLPluralRule => toGrammar().forms.select(count);

/** Sentences one after the other: those of Chinese and Japanese end in a sign that has its space in itself. */
export const toSentences = (...sentences: string[]): string =>
  sentences.join(/^(ja|zh)/.test(toLanguage()) ? '' : ' ');
