/** The stored rules: how answers of the person become rules, and how rules go. All of it edits a draft of the state. */
import { toCipherMemories, toSignMemories } from '../nostr/memories';
import type { Remember } from '../rpc/prompt';
import type { RuleView } from '../rpc/snapshot';
import type { State } from '../storage/state';
import { decide, type Question } from './policy';

const HOUR = 3_600_000;

/** How long an answer is remembered, in milliseconds; undefined: until removed. */
export const LIFETIME: Record<Remember, number | undefined> = {
  once: 0,
  hour: HOUR,
  day: 24 * HOUR,
  always: undefined,
};

/** The kinds of the preset "Everyday posts too": notes, reposts, reactions, comments. */
const EVERYDAY = [1, 6, 7, 16, 1111];

/** The longest that an answer to this question may be remembered. */
export function longestRemember({ method, kind }: Pick<Question, 'method' | 'kind'>): Remember {
  const memories = kind === undefined ? toCipherMemories(method) : toSignMemories(kind);
  return memories.at(-1) ?? 'once';
}

const ORDER: Remember[] = ['once', 'hour', 'day', 'always'];

/**
 * Adds the rule that an answer amounts to; `once` adds none, no wish goes beyond `longestRemember`, and where the
 * password is asked every time nothing is remembered. Rules whose time is over go on the same occasion.
 */
export function allow(draft: State, question: Question, wish: Remember, now: number): void {
  const longest = longestRemember(question);
  const remember = ORDER.indexOf(wish) > ORDER.indexOf(longest) ? longest : wish;
  if (remember === 'once') return;
  if (question.method !== 'connect' && asksPassword(draft, question.pubkey)) return;
  const lifetime = LIFETIME[remember];
  const isOver = ({ expiresAt }: RuleView) => expiresAt !== undefined && expiresAt <= now;
  const isReplaced = (rule: RuleView) => rule.effect === 'allow' && isAbout(rule, question);
  draft.rules = draft.rules.filter((rule) => !isOver(rule) && !isReplaced(rule));
  draft.rules.push({
    id: crypto.randomUUID(),
    ...question,
    effect: 'allow',
    createdAt: now,
    ...(lifetime === undefined ? {} : { expiresAt: now + lifetime }),
  });
}

/** Whether a rule is an answer to this very question. */
export const isAbout = (rule: Question, question: Question): boolean =>
  (['pubkey', 'origin', 'method', 'kind', 'peer'] as const).every((part) => rule[part] === question[part]);

/** This origin may know this account's pubkey, until disconnected. */
export function connect(draft: State, origin: string, pubkey: string, now: number): void {
  allow(draft, { origin, pubkey, method: 'connect' }, 'always', now);
}

/** The preset "Everyday posts too": 24 hours, nothing that is high-risk. */
export function allowEveryday(draft: State, origin: string, pubkey: string, now: number): void {
  for (const kind of EVERYDAY) allow(draft, { origin, pubkey, method: 'signEvent', kind }, 'day', now);
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
