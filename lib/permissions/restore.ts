/** Rules, sites and pairs of a backup on their way back into the state. What is here already wins. */
import { isAllowedOrigin } from '../nostr/origin';
import type { RuleView } from '../rpc/snapshot';
import type { State } from '../storage/state';
import { allowTogether } from './pairs';
import { isAbout } from './permissions';
import { isRule } from './policy';
import { toReach } from './terms';

/** A rule that has not ended and that an answer in this Facet could have made: a file is no way around a prompt. */
export function isRestorable(rule: RuleView, now: number): boolean {
  const { origin, effect, createdAt, expiresAt = Infinity, untilRestart } = rule;
  if (!isRule(rule) || !isAllowedOrigin(origin) || createdAt > now || expiresAt <= now) return false;
  if (untilRestart) return false; // of another browser, or of a run that is over
  return effect === 'deny' || expiresAt <= createdAt + toReach(rule);
}

/** Whether it says what may be done with a key; of an account without one no prompt has ever asked that. */
const isForKey = ({ effect, method }: RuleView): boolean => effect === 'allow' && method !== 'connect';

/**
 * Adds the rules, sites and pairs that are about accounts of the draft, and about nothing that is decided there. `proven`:
 * the pubkeys that the file may speak for, because their keys are in it or they came in with it. Of accounts that are only
 * watched here it lets nobody do anything: such a rule would hold once their key comes.
 */
export function restoreRules(
  draft: State,
  { rules, sites, pairs = [] }: Pick<State, 'rules' | 'sites' | 'pairs'>,
  proven: ReadonlySet<string>,
  now: number,
): void {
  const here = new Set(draft.accounts.map(({ pubkey }) => pubkey).filter((pubkey) => proven.has(pubkey)));
  const isHere = (pubkey: string | undefined) => pubkey !== undefined && here.has(pubkey);
  const watched = new Set(
    draft.accounts.filter(({ kind }) => kind === 'watch-only').map(({ pubkey }) => pubkey),
  );
  const held = draft.rules.filter(({ expiresAt = Infinity }) => expiresAt > now);
  for (const rule of rules) {
    const isDecided = held.some((each) => isAbout(each, rule));
    if (isDecided || !isHere(rule.pubkey) || !isRestorable(rule, now)) continue;
    if (isForKey(rule) && watched.has(rule.pubkey)) continue;
    draft.rules.push({ ...rule, id: crypto.randomUUID() });
  }
  for (const [one, other] of pairs) if (isHere(one) && isHere(other)) allowTogether(draft, one, other);
  for (const [origin, { pubkey, ...site }] of Object.entries(sites)) {
    const isMeant = isHere(pubkey) || isHere(site.told) || draft.rules.some((rule) => rule.origin === origin);
    if (Object.hasOwn(draft.sites, origin) || !isAllowedOrigin(origin) || !isMeant) continue;
    draft.sites[origin] = { ...site, ...(pubkey && isHere(pubkey) ? { pubkey } : {}) };
  }
}
