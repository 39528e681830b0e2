/** Rules as a person writes them: what a rule may not say is refused in words. */
import { isAllowedOrigin } from '../nostr/origin';
import { parseRelayUrl } from '../nostr/relay-url';
import { InvalidError } from '../rpc/errors';
import type { RuleDraft } from '../rpc/rules';
import type { RuleView } from '../rpc/snapshot';
import type { State } from '../storage/state';
import { addRule, asksPassword, isAbout } from './permissions';
import { isRule, mayName, PARTS, type Question } from './policy';
import { longestRemember, toDenyTerm, toTerm, type Term } from './terms';

/** Takes the rule into the draft, in the place of the one with its id. Throws `invalid`. */
export function saveRule(draft: State, { id, effect, lasts, ...asked }: RuleDraft, now: number): void {
  const question = parseQuestion(asked);
  const held = id === undefined ? undefined : expectRule(draft, id);
  const term = toLasting(question, effect, lasts, held, now);
  expectUseful(draft, question, effect);
  draft.rules = draft.rules.filter((rule) => rule !== held);
  addRule(draft, question, effect, term, now);
}

/** Throws `invalid` for a rule that is not there. */
export function expectRule({ rules }: State, id: string) {
  const rule = rules.find((each) => each.id === id);
  if (!rule) throw new InvalidError('this rule is not there any more');
  return rule;
}

/** The question with its relay in the normal form. Throws `invalid` for parts that its method has not. */
export function parseQuestion({ pubkey, origin, method, ...parts }: Question): Question {
  if (!isAllowedOrigin(origin)) throw new InvalidError('a rule must be about a website that can use Facet');
  const strange = PARTS.find((part) => parts[part] !== undefined && !mayName(method, part));
  if (strange) throw new InvalidError(`a rule about ${method} cannot name a ${strange}`);
  const { relay } = parts;
  return {
    pubkey,
    origin,
    method,
    ...parts,
    ...(relay === undefined ? {} : { relay: parseRelayUrl(relay) }),
  };
}

function toLasting(
  question: Question,
  effect: RuleDraft['effect'],
  lasts: RuleDraft['lasts'],
  held: RuleView | undefined,
  now: number,
): Term {
  if (lasts === 'keep') {
    if (!held) throw new InvalidError('a new rule must say how long it lasts');
    const { expiresAt, untilRestart } = held;
    // what refused for ever must not come to allow for ever
    if (effect === 'allow' && !(held.effect === 'allow' && isAbout(held, question))) {
      throw new InvalidError('a rule that allows something else must say anew how long it lasts');
    }
    return { ...(expiresAt === undefined ? {} : { expiresAt }), ...(untilRestart ? { untilRestart } : {}) };
  }
  if (effect === 'allow' && longestRemember(question) === 'once') {
    throw new InvalidError(
      `events of kind ${question.kind} are asked about every time; a rule can only refuse them`,
    );
  }
  const term = effect === 'allow' ? toTerm(question, lasts, now) : toDenyTerm(lasts, now);
  if (!term) throw new InvalidError('a rule must last beyond this once');
  return term;
}

function expectUseful(draft: State, question: Question, effect: RuleDraft['effect']): void {
  if (!draft.accounts.some(({ pubkey }) => pubkey === question.pubkey)) {
    throw new InvalidError('the account of a rule must be one of yours');
  }
  if (effect === 'allow' && question.method !== 'connect' && asksPassword(draft, question.pubkey)) {
    throw new InvalidError(
      'this account asks the password for everything, so a rule cannot allow it anything',
    );
  }
  if (!isRule({ id: '', ...question, effect, createdAt: 0 })) {
    throw new InvalidError(
      'a rule that allows must name what it is about: the kind, and the relay or the request; or the person',
    );
  }
}
