/** What Facet says: texts by name, counted things in the forms that the language has for numbers (CLDR). */
import type { createI18n } from '@wxt-dev/i18n';
import type { GeneratedI18nStructure as Texts } from '#i18n';
import { lookUp } from './catalogue';
import { toForm, toNumberText } from './grammar';

type Form = Intl.LDMLPluralRule;

/** Names whose parts are the forms of a number: `{ "one": …, "other": … }` in the catalogue. */
type Counted = {
  [Name in keyof Texts]: Name extends `${infer Thing}.one`
    ? `${Thing}.other` extends keyof Texts
      ? Thing
      : never
    : never;
}[keyof Texts];

type Structure = Omit<Texts, `${Counted}.${Form}`> & {
  [Name in Counted]: { plural: true; substitutions: Texts[`${Name}.other`]['substitutions'] };
};

type I18n = ReturnType<typeof createI18n<Structure>>;
type Substitutions = readonly (string | number)[];

/** The text for so many: "zero" where a language says none in words of its own, else the form of its grammar. */
function count(name: string, number: number, substitutions: readonly string[]): string {
  const none = number === 0 ? lookUp(`${name}.zero`, substitutions) : '';
  return none || lookUp(`${name}.${toForm(number)}`, substitutions) || lookUp(`${name}.other`, substitutions);
}

function translate(name: string, first?: number | Substitutions, second?: Substitutions): string {
  if (typeof first !== 'number') return lookUp(name, first?.map(String));
  return count(name, first, second?.map(String) ?? [toNumberText(first)]);
}

/** `t('name')`, `t('name', [$1, …])`, or `t('name', count)`, whose `$1` is the count unless others are given. */
export const i18n: I18n = { t: translate as I18n['t'] };
