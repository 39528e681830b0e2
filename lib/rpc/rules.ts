/** What is said about rules: a rule as the person writes it, a question that a site might ask, and what would come of it. */
import { RULE_CLASSES } from '../nostr/plaintext';
import { hex32, integer, object, oneOf, optional, string, type Parser } from './parse';
import { remember, type Remember } from './prompt';
import { RULE_METHODS, type RuleView } from './snapshot';

/** What a site might ask, as whom. */
export type AskedView = Pick<
  RuleView,
  'pubkey' | 'origin' | 'method' | 'kind' | 'relay' | 'url' | 'peer' | 'class'
>;

/** A rule to be saved, in the place of the one with this `id` where it has one. */
export interface RuleDraft extends AskedView {
  id?: string;
  effect: RuleView['effect'];
  /** How long it lasts from now; `keep`: as long as the one that it takes the place of. */
  lasts: Remember | number | 'keep';
}

/** The parts of a rule that say what it is about. */
export const asked = {
  pubkey: hex32,
  origin: string(500),
  method: oneOf(...RULE_METHODS),
  kind: optional(integer(0, 65_535)),
  relay: optional(string(500)),
  url: optional(string(2_000)),
  peer: optional(hex32),
  class: optional(oneOf(...RULE_CLASSES)),
};

const lasts: Parser<RuleDraft['lasts']> = (value, name) =>
  value === 'keep' ? 'keep' : remember(value, name);

export const askedView = object<AskedView>(asked);

export const ruleDraft = object<RuleDraft>({
  ...asked,
  id: optional(string(100)),
  effect: oneOf('allow', 'deny'),
  lasts,
});

/** What keeps a site from all it could ask: Facet does not show itself there, or it is blocked, until then or for good. */
export type Bar = { because: 'hidden' } | { because: 'blocked'; until?: number };

/** What a site could do now, by account; nothing where it is kept from asking. */
export interface SiteForecast {
  bar?: Bar;
  accounts: AccountForecast[];
}

/** What a site could do now as one account: what it is allowed and denied by rules that count. */
export interface AccountForecast {
  pubkey: string;
  /** The account that a new page of the site gets. */
  isHere: boolean;
  knows: boolean;
  asksPassword: boolean;
  allows: RuleView[];
  denies: RuleView[];
}

/**
 * What would come of a question. `because`: `rule`: this one decides; `stranger`: the site does not know the account;
 * `password`: the account asks it for everything; `each`: events of this kind are asked about every time; `cannot`:
 * the account cannot do this; `none`: no rule is about it; `class`: it depends on what the text turns out to be.
 */
export type Forecast =
  | { verdict: 'allow' | 'deny' | 'ask'; because: 'rule'; rule: RuleView }
  | { verdict: 'ask'; because: 'stranger' | 'password' | 'each' | 'none' | 'class' }
  | { verdict: 'deny'; because: 'cannot' }
  | ({ verdict: 'deny' } & Bar);
