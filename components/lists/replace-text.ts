/** What is said of an event that takes another one's place. */
import { toNumberText } from '#lib/i18n/grammar';
import { i18n } from '#lib/i18n/i18n';
import type { Entry } from '#lib/nostr/list-entries';
import { FOLLOWS, MUTES, PROFILE, RELAYS } from '#lib/nostr/lists';
import type { CopyHead, Replacement } from '#lib/rpc/replace';
import { toMomentText } from '#components/basic/format';

/** Words for a request that must not be allowed by habit: what it does, and the two answers. */
export interface Alarm {
  sentence: string;
  /** Must be ticked before it can be allowed. */
  tick: string;
  reject: string;
  approve: string;
  /** The copy that is spoken of. */
  replaces: string;
}

/** The alarm, where one is due. */
export function toAlarm(kind: number, { known, diff, dangers }: Replacement): Alarm | undefined {
  if (!known || !diff || dangers.length === 0) return undefined;
  const isProfile = kind === PROFILE;
  const answers = {
    replaces: known.id,
    reject: i18n.t(isProfile ? 'replace.keepProfile' : 'replace.keepList'),
    approve: i18n.t(isProfile ? 'replace.replaceProfile' : 'replace.replaceList'),
  };
  const has = (...names: typeof dangers) => names.some((name) => dangers.includes(name));
  if (has('fields')) {
    const gone = diff.fields.filter(({ after }) => after === undefined).length;
    const numbers: [string, string] = [toNumberText(gone), toNumberText(diff.fieldsBefore)];
    const tick = i18n.t('replace.tick.fields', gone, [toNumberText(gone)]);
    return { sentence: i18n.t('replace.alarm.profile', numbers), tick, ...answers };
  }
  if (has('most', 'all')) {
    const gone = diff.removed.length;
    const numbers: [string, string] = [
      toNumberText(gone),
      toNumberText(gone + diff.kept + diff.changed.length),
    ];
    const name = kind === FOLLOWS ? 'follows' : kind === MUTES ? 'mutes' : 'list';
    const tick = i18n.t(kind === FOLLOWS ? 'replace.tick.follows' : 'replace.tick.entries', gone, [
      toNumberText(gone),
    ]);
    return { sentence: i18n.t(`replace.alarm.${name}`, numbers), tick, ...answers };
  }
  if (has('private')) {
    return { sentence: i18n.t('replace.alarm.private'), tick: i18n.t('replace.tick.private'), ...answers };
  }
  const older = isProfile ? 'olderProfile' : kind === FOLLOWS ? 'olderFollows' : 'older';
  const sentence = i18n.t(`replace.alarm.${older}`);
  return { sentence, tick: i18n.t('replace.tick.older'), ...answers };
}

/** How much is in a copy. */
export function toSizeText(kind: number, { size }: Pick<CopyHead, 'size'>): string {
  const number: [string] = [toNumberText(size)];
  if (kind === PROFILE) return i18n.t('replace.size.fields', size, number);
  if (kind === FOLLOWS) return i18n.t('replace.size.people', size, number);
  return i18n.t('replace.size.entries', size, number);
}

/** How much is in a copy, and from when it is. */
export const toCopyText = (kind: number, copy: CopyHead): string =>
  i18n.t('replace.copy', [toSizeText(kind, copy), toMomentText(copy.created_at * 1_000)]);

/** What the markers of a relay are called (NIP-65). */
const MARKERS = new Map([
  ['', 'bothWays'],
  ['read', 'readOnly'],
  ['write', 'writeOnly'],
] as const);

/** What is said of an entry beside what it names; the marker of a relay in words. */
export function toRestText(kind: number, rest: Entry['rest']): string {
  const words = rest.map((said) => said.filter((part) => part !== '').join(' ')).join(' · ');
  const marker = kind === RELAYS && [...MARKERS].find(([name]) => name === words)?.[1];
  return marker ? i18n.t(`replace.${marker}`) : words;
}
