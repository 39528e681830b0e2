import { i18n } from '#i18n';
import { toKindName } from '#lib/nostr/kinds';
import type { RuleView } from '#lib/rpc/snapshot';
import { toMomentText } from './format';

/** What a rule is about, in words. */
export function toRuleText({ method, kind }: RuleView): string {
  if (method === 'connect') return i18n.t('options.rules.connect');
  if (method === 'signEvent') return i18n.t(`kind.${toKindName(kind ?? -1)}`);
  return i18n.t(method.endsWith('.encrypt') ? 'options.rules.encrypt' : 'options.rules.decrypt');
}

/** How long a rule lasts and when the person made it. */
export function toRuleReason({ expiresAt, createdAt }: RuleView): string {
  const until =
    expiresAt === undefined
      ? i18n.t('options.rules.always')
      : i18n.t('options.rules.until', [toMomentText(expiresAt)]);
  return i18n.t('options.rules.since', [until, toMomentText(createdAt)]);
}

export const isInForce = ({ expiresAt }: RuleView, now: number): boolean => (expiresAt ?? Infinity) > now;
