/**
 * The pure decision: what do the stored rules say to this question? A rule that denies may leave parts open and
 * always wins; one that allows must name everything that matters, and have begun. What is paused, over, damaged or of a form
 * that this Facet does not know is no rule.
 */
import { RULE_CLASSES, type TextClass } from '../nostr/plaintext';
import type { RuleMethod, RuleView } from '../rpc/snapshot';

/** What a page wants to do, as whom: what rules can be about. */
export interface Question {
  pubkey: string;
  origin: string;
  method: RuleMethod;
  /** Only for signEvent. */
  kind?: number;
  /** Only for kind 22242 (NIP-42): the relay that is signed in to, in its normal form. */
  relay?: string;
  /** Only for kind 27235 (NIP-98): method and URL of the request. */
  url?: string;
  /** Only for encryption. */
  peer?: string;
  /** Only for nip44.decrypt: what the text is. Absent: nobody has read it yet. */
  class?: TextClass;
}

/** `needs-class`: it depends on what the text is, and nobody has read it yet. */
export type Decision = 'allow' | 'deny' | 'ask' | 'needs-class';

/** A decision, and the rule behind it. */
export interface Verdict {
  verdict: Decision;
  rule?: RuleView;
}

/** The parts of a question that a rule may name besides whose, where and what. */
export const PARTS = ['kind', 'relay', 'url', 'peer', 'class'] as const;

type Part = (typeof PARTS)[number];

/**
 * The parts that a rule may name, by method. One that allows must name all of them, but for what only narrows it; a
 * number is the kind for which alone that is so. The old encryption has no class: its texts can be changed on the way
 * without anybody noticing, so that a site could make one class look like another and read it.
 */
const NAMES: Record<RuleMethod, Partial<Record<Part, 'always' | 'narrows' | number>>> = {
  connect: {},
  signEvent: { kind: 'always', relay: 22_242, url: 27_235 },
  'nip04.encrypt': { peer: 'always' },
  'nip04.decrypt': { peer: 'always' },
  'nip44.encrypt': { peer: 'always' },
  'nip44.decrypt': { peer: 'always', class: 'narrows' },
};

const EFFECTS: readonly string[] = ['allow', 'deny'];

/** Whether a rule about this method may name this part. */
export const mayName = (method: RuleMethod, part: Part): boolean => NAMES[method][part] !== undefined;

/** Whether a rule that allows says as much of this part as it must, and no more than it may. */
function isSaid(rule: RuleView, part: Part): boolean {
  const when = NAMES[rule.method][part];
  if (when === 'narrows') return true;
  return (rule[part] !== undefined) === (when === 'always' || (when !== undefined && when === rule.kind));
}

const MEMBERS: Record<keyof RuleView, true> = {
  id: true,
  pubkey: true,
  origin: true,
  method: true,
  kind: true,
  relay: true,
  url: true,
  peer: true,
  class: true,
  effect: true,
  createdAt: true,
  expiresAt: true,
  untilRestart: true,
  paused: true,
};

/** What the rules say, and the most exact rule that says it; `now` in milliseconds. */
export function judge(rules: readonly RuleView[], question: Question, now: number): Verdict {
  const found = rules.filter((rule) => isAsked(rule, question) && isInForce(rule, now));
  const isOpen = (rule: RuleView) => rule.class !== undefined && question.class === undefined;
  const sure = found.filter((rule) => !isOpen(rule));
  const denying = sure.filter(isDenial);
  const deciding = denying.length > 0 ? denying : sure;
  const [rule] = deciding.toSorted((a, b) => countParts(b) - countParts(a));
  if (rule?.effect === 'deny') return { verdict: 'deny', rule };
  // what is allowed whatever it is can only be refused by what it is
  const open = found.filter(isOpen);
  if (open.some((each) => !rule || isDenial(each))) return { verdict: 'needs-class' };
  return rule ? { verdict: 'allow', rule } : { verdict: 'ask' };
}

const isDenial = ({ effect }: RuleView): boolean => effect === 'deny';

export const decide = (rules: readonly RuleView[], question: Question, now: number): Decision =>
  judge(rules, question, now).verdict;

const countParts = (rule: RuleView): number => PARTS.filter((part) => rule[part] !== undefined).length;

/**
 * Whether the rule is about this question, or may turn out to be: equal in every part, but for those that a rule which
 * denies leaves open, and the class, which a rule may leave open and a question too.
 */
const isAsked = (rule: RuleView, question: Question): boolean =>
  rule.pubkey === question.pubkey &&
  rule.origin === question.origin &&
  rule.method === question.method &&
  PARTS.every(
    (part) =>
      rule[part] === question[part] ||
      (rule[part] === undefined && (rule.effect === 'deny' || part === 'class')) ||
      (question[part] === undefined && part === 'class'),
  );

/** Whether this may stand where a rule has a yes or nothing: what is neither may have meant that it is not to count. */
const isMark = (value: unknown): boolean => value === undefined || typeof value === 'boolean';

/** Whether a rule is whole, and of a form that is known here: a part that nobody here understands may narrow it. */
export function isRule(rule: RuleView): boolean {
  const { method, effect, createdAt, expiresAt } = rule;
  // a list of one word is found by that word, and an object may throw when it is asked for one
  if (typeof method !== 'string' || !Object.hasOwn(NAMES, method)) return false;
  if (!Object.keys(rule).every((key) => Object.hasOwn(MEMBERS, key))) return false;
  if (!Number.isFinite(createdAt) || (expiresAt !== undefined && !Number.isFinite(expiresAt))) return false;
  if (!EFFECTS.includes(effect)) return false;
  if (![rule.paused, rule.untilRestart].every(isMark)) return false;
  const isClass = RULE_CLASSES.some((each) => each === rule.class);
  if (rule.class !== undefined && !(isClass && mayName(method, 'class'))) return false;
  return effect === 'deny' || PARTS.every((part) => isSaid(rule, part));
}

/**
 * Whether the rule counts now: it is whole, not paused, has begun and is not over. A no has always begun: it was said before
 * a clock was set back, and must not be lost by that.
 */
export const isInForce = (rule: RuleView, now: number): boolean =>
  isRule(rule) &&
  rule.paused !== true &&
  (isDenial(rule) || rule.createdAt <= now) &&
  now < (rule.expiresAt ?? Infinity);
