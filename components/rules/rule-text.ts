import { i18n } from '#lib/i18n/i18n';
import { toKindName } from '#lib/nostr/kinds';
import type { Bar, Forecast } from '#lib/rpc/rules';
import type { RuleView } from '#lib/rpc/snapshot';
import type { Wish } from './wish';
import { toMomentText } from '#components/basic/format';

/** What a rule is about, in words. */
export function toRuleText({ method, kind, peer, relay, url, class: named }: RuleView): string {
  if (method === 'connect') return i18n.t('options.rules.connect');
  if (relay !== undefined) return i18n.t('options.rules.signInTo', [new URL(relay).host]);
  if (url !== undefined) return i18n.t('options.rules.signInTo', [url]);
  if (method === 'signEvent') {
    return kind === undefined ? i18n.t('options.rules.anything') : i18n.t(`kind.${toKindName(kind)}`);
  }
  if (named !== undefined && named !== 'other') {
    return i18n.t(`options.rules.${peer === undefined ? 'decryptAnyOnly' : 'decryptOnly'}.${named}`);
  }
  const action = method.endsWith('.encrypt') ? 'encrypt' : 'decrypt';
  return i18n.t(peer === undefined ? `options.rules.${action}Any` : `options.rules.${action}`);
}

/** How long a rule lasts and when the person made it, each a part of its own. */
export function toRuleReasons({ expiresAt, untilRestart, createdAt }: RuleView): string[] {
  const until = untilRestart
    ? i18n.t('options.rules.untilRestart')
    : expiresAt === undefined
      ? i18n.t('options.rules.always')
      : i18n.t('options.rules.until', [toMomentText(expiresAt)]);
  return [until, i18n.t('options.rules.since', [toMomentText(createdAt)])];
}

/** The same in one text. */
export const toRuleReason = (rule: RuleView): string => toRuleReasons(rule).join(' · ');

/** Why it would come to that. */
export function toBecauseText(forecast: Forecast): string {
  if (forecast.because === 'rule') {
    return i18n.t('options.rules.because.rule', [toRuleText(forecast.rule), toRuleReason(forecast.rule)]);
  }
  if (forecast.because === 'blocked' && forecast.until !== undefined) {
    return i18n.t('options.rules.because.blockedUntil', [toMomentText(forecast.until)]);
  }
  return i18n.t(`options.rules.because.${forecast.because}`);
}

/** What a no that is kept means, in words beside its button. */
export function toRefusalText({ lasts }: Wish, now: number): string {
  if (typeof lasts === 'string' && lasts !== 'once') return i18n.t(`prompt.refuses.${lasts}`);
  const minutes = typeof lasts === 'string' ? 0 : lasts.minutes;
  return i18n.t('prompt.refuses.own', [toMomentText(now + minutes * 60_000)]);
}

/** What keeps a site from asking anything. */
export function toBarText(bar: Bar): string {
  if (bar.because === 'hidden') return i18n.t('options.rules.now.hidden');
  return bar.until === undefined
    ? i18n.t('options.rules.now.blocked')
    : i18n.t('options.rules.now.blockedUntil', [toMomentText(bar.until)]);
}

export const isInForce = ({ expiresAt, paused }: RuleView, now: number): boolean =>
  paused !== true && (expiresAt ?? Infinity) > now;
