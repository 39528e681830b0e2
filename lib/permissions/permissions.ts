/** The stored rules: how answers of the person become rules, and how rules go. All of it edits a draft of the state. */
import type { Remember } from '../rpc/prompt';
import type { RuleView } from '../rpc/snapshot';
import type { State } from '../storage/state';
import { decide, isRule, PARTS, type Question } from './policy';
import { toDenyTerm, toTerm, type Term } from './terms';

const DAY = 24 * 3_600_000;

/** The kinds of the preset "Everyday posts too": notes, reposts, reactions, comments. */
const EVERYDAY = [1, 6, 7, 16, 1111];

/**
 * Adds a rule, in the place of the one that was about the very same. Rules whose time is over go on the same
 * occasion, those that refuse a day later. Where the password is asked every time nothing is allowed by a rule. Returns it; nothing where it would
 * decide nothing.
 */
export function addRule(
  draft: State,
  question: Question,
  effect: RuleView['effect'],
  term: Term,
  now: number,
): RuleView | undefined {
  if (effect === 'allow' && question.method !== 'connect' && asksPassword(draft, question.pubkey))
    return undefined;
  const added: RuleView = { id: crypto.randomUUID(), ...question, effect, createdAt: now, ...term };
  if (!isRule(added)) return undefined; // it would never decide anything, as what it must name has no name
  // a clock that is ahead for a moment may cost a yes, but no no
  const isOver = ({ effect: each, expiresAt = Infinity }: RuleView) =>
    expiresAt <= (each === 'deny' ? now - DAY : now);
  const isReplaced = (rule: RuleView) => rule.effect === effect && isAbout(rule, question);
  draft.rules = draft.rules.filter((rule) => !isOver(rule) && !isReplaced(rule));
  draft.rules.push(added);
  return added;
}

/** Adds the rule that an answer amounts to, if any: no wish goes beyond what may be remembered of its question. */
export function allow(draft: State, question: Question, wish: Remember | number, now: number): void {
  const term = toTerm(question, wish, now);
  if (term) addRule(draft, question, 'allow', term, now);
}

/** As `allow`, for a no that is kept: of exactly this question, however long it may be allowed. */
export function refuse(
  draft: State,
  question: Question,
  wish: Remember | number,
  now: number,
): RuleView | undefined {
  const term = toDenyTerm(wish, now);
  return term && addRule(draft, question, 'deny', term, now);
}

/** Whether a rule is an answer to this very question. */
export const isAbout = (rule: Question, question: Question): boolean =>
  (['pubkey', 'origin', 'method', ...PARTS] as const).every((part) => rule[part] === question[part]);

/** This origin may know this account's pubkey, until disconnected. */
export function connect(draft: State, origin: string, pubkey: string, now: number): void {
  allow(draft, { origin, pubkey, method: 'connect' }, 'always', now);
}

/** The preset "Everyday posts too": 24 hours, nothing that is high-risk. */
export function allowEveryday(draft: State, origin: string, pubkey: string, now: number): void {
  for (const kind of EVERYDAY) allow(draft, { origin, pubkey, method: 'signEvent', kind }, now + DAY, now);
}

/** The preset "Only look": whatever else the site asks of this account is refused unasked, until removed. */
export function allowLooking(draft: State, origin: string, pubkey: string, now: number): void {
  const methods = ['signEvent', 'nip04.encrypt', 'nip04.decrypt', 'nip44.encrypt', 'nip44.decrypt'] as const;
  for (const method of methods) addRule(draft, { origin, pubkey, method }, 'deny', {}, now);
}

/** Whether the password is asked for whatever this account does: then no rule is enough, and none is made. */
export const asksPassword = ({ accounts }: Readonly<State>, pubkey: string): boolean =>
  accounts.some((account) => account.pubkey === pubkey && account.stepUp === true);

/** The accounts that this origin may know. */
export const knownTo = (rules: readonly RuleView[], origin: string, now: number): string[] => {
  const candidates = rules.filter((rule) => rule.origin === origin && rule.method === 'connect');
  const pubkeys = [...new Set(candidates.map(({ pubkey }) => pubkey))];
  return pubkeys.filter((pubkey) => decide(rules, { origin, pubkey, method: 'connect' }, now) === 'allow');
};

/** Forgets an origin: its rules, its account, what its pages were told in any container. */
export function disconnect(draft: State, origin: string): void {
  draft.rules = draft.rules.filter((rule) => rule.origin !== origin);
  delete draft.sites[origin];
  for (const { beliefs } of Object.values(draft.containers ?? {})) delete beliefs[origin];
}

/** Forgets an account everywhere: its rules, its places, and with whom it may be seen. What pages were told stays true. */
export function forgetAccount(draft: State, pubkey: string): void {
  draft.rules = draft.rules.filter((rule) => rule.pubkey !== pubkey);
  for (const place of [...Object.values(draft.sites), ...Object.values(draft.containers ?? {})]) {
    if (place.pubkey === pubkey) delete place.pubkey;
  }
  if (draft.pairs) draft.pairs = draft.pairs.filter((pair) => !pair.includes(pubkey));
  for (const [relay, pubkeys] of Object.entries(draft.signedIn ?? {})) {
    const others = pubkeys.filter((other) => other !== pubkey);
    if (others.length > 0) draft.signedIn = { ...draft.signedIn, [relay]: others };
    else delete draft.signedIn?.[relay];
  }
}
