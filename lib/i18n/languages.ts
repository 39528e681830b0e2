/** The languages that Facet speaks: one file of `locales` each, by its tag (BCP 47). */
export const LANGUAGES = [
  'ar',
  'cs',
  'de',
  'en',
  'es',
  'fa',
  'fr',
  'he',
  'hi',
  'id',
  'it',
  'ja',
  'ko',
  'nl',
  'pl',
  'pt-BR',
  'ru',
  'th',
  'tr',
  'uk',
  'vi',
  'zh-CN',
  'zh-TW',
] as const;

export type Language = (typeof LANGUAGES)[number];

/** Chinese in traditional characters, by script or by where it is spoken. */
const isTraditional = (tag: string) => /^zh-.*\b(Hant|TW|HK|MO)\b/i.test(tag) && !/Hans/i.test(tag);

const toTongue = (tag: string) => tag.split('-', 1)[0]?.toLowerCase();

/**
 * The language for somebody whose browser speaks `tag`: that one, else a neighbour (`pt-PT` reads `pt-BR`), else English.
 * Without `Intl`, whose first use takes a process 20 ms.
 */
export function chooseLanguage(tag: string): Language {
  const own = LANGUAGES.find((language) => language === tag);
  if (own) return own;
  if (isTraditional(tag)) return 'zh-TW';
  return LANGUAGES.find((language) => toTongue(language) === toTongue(tag)) ?? 'en';
}
