import { toLanguage, toNumberText } from '#lib/i18n/grammar';
import { i18n } from '#lib/i18n/i18n';
import { toKindName, type KindName } from '#lib/nostr/kinds';
import { isOwnNo, ruleBehind, type ActivityLine, type OwnDeed } from '#lib/rpc/activity';
import type { ErrorCode } from '#lib/rpc/errors';
import type { RuleView } from '#lib/rpc/snapshot';
import type { ActivityGroup } from './activity-groups';
import type { IconName } from '#components/basic/Icon.svelte';
import { toRuleText } from '#components/rules/rule-text';

/** Kinds with words of their own for one and for many. */
const COUNTED = [
  'note',
  'comment',
  'repost',
  'reaction',
  'deletion',
  'follows',
  'profile',
  'relayList',
  'mutes',
  'article',
  'zapRequest',
  'giftWrap',
] as const satisfies KindName[];

function toWhat({ method, kind }: ActivityLine, count: number): string {
  const number = toNumberText(count);
  if (method.startsWith('nip')) return i18n.t('options.activity.what.message', count, [number]);
  if (kind === undefined) return i18n.t('options.activity.what.unnamed', count, [number]);
  const name = toKindName(kind);
  const counted = COUNTED.find((each) => each === name);
  if (counted) return i18n.t(`options.activity.what.${counted}`, count, [number]);
  const known = name === 'unknown' ? i18n.t('options.rules.kind', [String(kind)]) : i18n.t(`kind.${name}`);
  return i18n.t('options.activity.what.other', count, [number, known]);
}

/** What a sentence is made of: account, site, what was done it to, relay. */
type Parts = [who: string, where: string, what: string, relay: string];
type Deed = 'connect' | 'sign' | 'relayAuth' | 'encrypt' | 'decrypt';

const DID: Record<Deed, (...parts: Parts) => string> = {
  connect: (who, where) => i18n.t('options.activity.did.connect', [who, where]),
  sign: (who, where, what) => i18n.t('options.activity.did.sign', [who, where, what]),
  relayAuth: (who, where, _, relay) => i18n.t('options.activity.did.relayAuth', [who, where, relay]),
  encrypt: (who, where, what) => i18n.t('options.activity.did.encrypt', [who, where, what]),
  decrypt: (who, where, what) => i18n.t('options.activity.did.decrypt', [who, where, what]),
};
const ASKED: typeof DID = {
  connect: (_, where) => i18n.t('options.activity.asked.connect', [where]),
  sign: (who, where, what) => i18n.t('options.activity.asked.sign', [who, where, what]),
  relayAuth: (who, where, _, relay) => i18n.t('options.activity.asked.relayAuth', [who, where, relay]),
  encrypt: (who, where, what) => i18n.t('options.activity.asked.encrypt', [who, where, what]),
  decrypt: (who, where, what) => i18n.t('options.activity.asked.decrypt', [who, where, what]),
};
const OWN: Record<OwnDeed, (who: string, what: string, count: number) => string> = {
  publish: (who, what) => i18n.t('options.activity.did.publish', [who, what]),
  reveal: (who) => i18n.t('options.activity.did.reveal', [who]),
  export: (who) => i18n.t('options.activity.did.export', [who]),
  password: () => i18n.t('options.activity.did.password'),
  backUp: () => i18n.t('options.activity.did.backUp'),
  restore: () => i18n.t('options.activity.did.restore'),
  lost: (_who, _what, count) => i18n.t('options.activity.did.lost', count, [toNumberText(count)]),
};

function toDeed({ method, relay }: ActivityLine): Deed {
  if (method === 'connect') return method;
  if (method === 'signEvent') return relay === undefined ? 'sign' : 'relayAuth';
  return method.endsWith('.encrypt') ? 'encrypt' : 'decrypt';
}

const isOwn = (method: ActivityLine['method']): method is OwnDeed => Object.hasOwn(OWN, method);

/** What happened, as a sentence: `who` and `where` stand for the account and the site. */
export function toActivityText({ lines: [line], count }: ActivityGroup, who: string, where: string): string {
  if (!line) return '';
  const { method, relay, outcome } = line;
  if (isOwn(method)) return OWN[method](who, toWhat(line, 1), count);
  const verbs = outcome === 'done' ? DID : ASKED;
  return verbs[toDeed(line)](who, where, toWhat(line, count), relay === undefined ? '' : new URL(relay).host);
}

/** Who or what decided, and what came of it if that is not what was asked for. */
export interface Verdict {
  text: string;
  icon: IconName;
  /** Stands out; absent: it was done as decided. */
  tone?: 'plain' | 'warn';
  /** The rule that decided. */
  rule?: RuleView;
  /** What that rule said, where `text` is about what came after it. */
  allowed?: string;
}

/** The names of messages have no dashes. */
const OUTCOMES = {
  locked: 'locked',
  denied: 'denied',
  'no-account': 'noAccount',
  unsupported: 'unsupported',
  invalid: 'invalid',
  'too-large': 'tooLarge',
  busy: 'busy',
  'signer-mismatch': 'mismatch',
  timeout: 'timeout',
  disconnected: 'disconnected',
  'disk-full': 'internal',
  internal: 'internal',
} as const satisfies Record<ErrorCode, string>;

/** The verdict on a line. */
export function toVerdict({ method, origin, outcome, decided }: ActivityLine): Verdict {
  if (method === 'lost') return toFailure('internal');
  if (origin === undefined) return { text: i18n.t('options.activity.by.you'), icon: 'user' };
  if (decided.by === 'rule') {
    const { rule } = decided;
    const parts: [string, string] = [toRuleText(rule), toDateText(rule.createdAt)];
    if (rule.effect === 'deny')
      return { text: i18n.t('options.activity.by.never', parts), icon: 'shield', tone: 'plain', rule };
    const allowed = i18n.t('options.activity.by.rule', parts);
    return outcome === 'done'
      ? { text: allowed, icon: 'shield', rule }
      : { ...toFailure(outcome), rule, allowed };
  }
  if (outcome === 'done') {
    const by = decided.by === 'choice' ? 'chosen' : 'approved';
    return { text: i18n.t(`options.activity.by.${by}`), icon: 'user' };
  }
  const made = ruleBehind(decided);
  if (outcome === 'denied' && made) {
    const text = i18n.t('options.activity.by.rejectedOn', [toRuleText(made)]);
    return { text, icon: 'x', tone: 'plain', rule: made };
  }
  if (outcome === 'denied' && isOwnNo(decided)) {
    const by = decided.by === 'block' ? 'blocked' : 'rejected';
    return { text: i18n.t(`options.activity.by.${by}`), icon: 'x', tone: 'plain' };
  }
  return toFailure(outcome);
}

const toFailure = (outcome: ErrorCode): Verdict => ({
  text: i18n.t(`options.activity.outcome.${OUTCOMES[outcome]}`),
  icon: outcome === 'timeout' || outcome === 'disconnected' ? 'clock' : 'warn',
  tone: 'warn',
});

const toDateText = (time: number): string =>
  new Intl.DateTimeFormat(toLanguage(), { day: 'numeric', month: 'short' }).format(time);

/** The name of a day; `now` decides what today is. */
export function toDayText(at: number, now: number): string {
  const isDay = (time: number) => new Date(time).toDateString() === new Date(at).toDateString();
  if (isDay(now)) return i18n.t('options.activity.today');
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (isDay(yesterday.getTime())) return i18n.t('options.activity.yesterday');
  const style = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return new Intl.DateTimeFormat(toLanguage(), style).format(at);
}

const LAST_KIND = 65_535;
let kindsByName: Map<KindName, number[]> | undefined;

/** The kinds whose name in the person's language has this text in it. */
export function toKindsCalled(text: string): number[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  kindsByName ??= Map.groupBy(Array.from({ length: LAST_KIND + 1 }).keys(), toKindName);
  return [...kindsByName].flatMap(([name, kinds]) => {
    const own = COUNTED.find((each) => each === name);
    const words = [i18n.t(`kind.${name}`), own ? i18n.t(`options.activity.what.${own}`, 1, ['1']) : ''];
    return name !== 'unknown' && words.some((each) => each.toLowerCase().includes(wanted)) ? kinds : [];
  });
}
