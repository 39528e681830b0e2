/**
 * The pure decision: what do the stored rules say to this question? Exact match in every part, deny wins, and
 * a rule that is expired, damaged or from the future is no rule.
 */
import type { RuleMethod, RuleView } from '../rpc/snapshot';

/** What a page wants to do, as whom. `kind` only for signEvent, `peer` only for encryption. */
export interface Question {
  pubkey: string;
  origin: string;
  method: RuleMethod;
  kind?: number;
  peer?: string;
}

export type Decision = 'allow' | 'deny' | 'ask';

/** What the rules say, and the rule that says it. `now` in milliseconds. */
export function judge(
  rules: readonly RuleView[],
  question: Question,
  now: number,
): { verdict: Decision; rule: RuleView | undefined } {
  const live = rules.filter((rule) => isLive(rule, now) && matches(rule, question));
  const rule = live.find(({ effect }) => effect === 'deny') ?? live.find(({ effect }) => effect === 'allow');
  return { verdict: rule?.effect ?? 'ask', rule };
}

/** As `judge`, without the reason. */
export const decide = (rules: readonly RuleView[], question: Question, now: number): Decision =>
  judge(rules, question, now).verdict;

const matches = (rule: RuleView, question: Question): boolean =>
  rule.pubkey === question.pubkey &&
  rule.origin === question.origin &&
  rule.method === question.method &&
  rule.kind === question.kind &&
  rule.peer === question.peer;

const isLive = ({ createdAt, expiresAt }: RuleView, now: number): boolean =>
  Number.isFinite(createdAt) &&
  createdAt <= now &&
  (expiresAt === undefined || (Number.isFinite(expiresAt) && now < expiresAt));
