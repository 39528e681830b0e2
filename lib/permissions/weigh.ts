/** What a question comes to, and why: the one answer for requests on their way and for what is said of them before. */
import type { RuleView } from '../rpc/snapshot';
import type { State } from '../storage/state';
import { asksPassword } from './permissions';
import { judge, type Decision, type Question } from './policy';
import { longestRemember } from './terms';

/**
 * A verdict and where it comes from. `rule`: the one that is named; `password`: a rule allows it, and the account asks
 * the password all the same, before anything is read; `each`: it is asked about every time; `none`: no rule is about it;
 * `class`: it depends on what the text is.
 */
export type Weighed =
  | { verdict: 'needs-class'; because: 'class'; rule?: undefined }
  | { verdict: Exclude<Decision, 'needs-class'>; because: 'rule'; rule: RuleView }
  | { verdict: 'ask'; because: 'password' | 'each' | 'none'; rule?: undefined };

/** What the rules say to this question of an account of this state; what the request itself brings up is not in it. */
export function weigh(
  state: Readonly<State>,
  rules: readonly RuleView[],
  question: Question,
  now: number,
): Weighed {
  const { verdict, rule } = judge(rules, question, now);
  const asks = question.method !== 'connect' && asksPassword(state, question.pubkey);
  if (verdict === 'needs-class') {
    return asks ? { verdict: 'ask', because: 'password' } : { verdict, because: 'class' };
  }
  if (!rule) return { verdict: 'ask', because: longestRemember(question) === 'once' ? 'each' : 'none' };
  if (verdict === 'allow' && asks) return { verdict: 'ask', because: 'password' };
  return { verdict, because: 'rule', rule };
}
