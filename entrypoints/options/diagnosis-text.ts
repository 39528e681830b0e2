import { i18n } from '#lib/i18n/i18n';
import { toSiteName } from '#components/basic/display-name';
import { toListText, toMomentText } from '#components/basic/format';
import { isInForce, toRuleText } from '#components/rules/rule-text';
import type { Diagnosis } from '#lib/rpc/diagnosis';

/** One fact of a diagnosis in words. `isPrivate`: it says who the person is, and is not in what is copied. */
export interface Fact {
  name: string;
  value: string;
  isPrivate?: true;
}

/** Where Facet's script is, in one word of the catalogue. */
function toScript({ tab, reachable }: Diagnosis) {
  if (tab.absent?.open) return 'leaving';
  if (tab.absent?.hidden) return 'hidden';
  if (reachable) return 'there';
  return tab.absent ? 'reload' : 'nowhere';
}

/** Everything that can be said of a tab, in the order in which one looks for what is wrong. */
export function toFacts(diagnosis: Diagnosis, nameOf: (pubkey: string) => string, now: number): Fact[] {
  const { tab, failures } = diagnosis;
  const origin = tab.origin ?? tab.absent?.origin;
  const say = (
    name: 'site' | 'script' | 'property' | 'others' | 'account' | 'reason' | 'told' | 'may',
    value: string,
  ) => ({
    name: i18n.t(`diagnosis.${name}`),
    value,
  });
  const facts: Fact[] = [
    say('site', origin === undefined ? i18n.t('popup.noSite') : toSiteName(origin)),
    say('script', i18n.t(`diagnosis.scripts.${toScript(diagnosis)}`)),
  ];
  if (tab.origin !== undefined) {
    const { holder = 'facet', others = false } = tab.holds ?? {};
    const rules = (tab.site?.rules ?? []).filter(
      (rule) => rule.pubkey === tab.pubkey && isInForce(rule, now) && rule.effect === 'allow',
    );
    const denied = (tab.site?.rules ?? []).filter((rule) => rule.effect === 'deny').length;
    const words = [...new Set(rules.map(toRuleText))];
    facts.push(
      say('property', i18n.t(`diagnosis.holders.${holder}`)),
      say('others', i18n.t(others ? 'diagnosis.othersFound' : 'diagnosis.othersNone')),
    );
    if (tab.pubkey !== undefined) facts.push({ ...say('account', nameOf(tab.pubkey)), isPrivate: true });
    facts.push(
      say('reason', i18n.t(`popup.why.${tab.reason}`)),
      say('told', i18n.t(tab.told === undefined ? 'diagnosis.believes' : 'diagnosis.believesOther')),
      say('may', words.length > 0 ? toListText(words) : i18n.t('diagnosis.mayNothing')),
    );
    if (denied > 0) facts.push(say('may', i18n.t('diagnosis.denied', denied)));
  }
  return [
    ...facts,
    ...failures.map(({ at, method, code }) => ({
      name: i18n.t('diagnosis.failure', [toMomentText(at)]),
      value: `${method ?? i18n.t('diagnosis.unknownMethod')}: ${code}`,
    })),
  ];
}

/** The facts as text to pass on: without names and keys of accounts. */
export const toDiagnosisText = (facts: readonly Fact[], version: string, browser: string): string =>
  [
    `Facet ${version}`,
    browser,
    ...facts.filter(({ isPrivate }) => !isPrivate).map(({ name, value }) => `${name}: ${value}`),
  ].join('\n');
