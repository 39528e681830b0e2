import type { RuleView } from '#lib/rpc/snapshot';
import { isInForce } from './rules/rule-text';

/** The accounts that a site may know by these rules of it. */
export function toKnown(rules: readonly RuleView[], now: number): string[] {
  const live = rules.filter((rule) => rule.method === 'connect' && isInForce(rule, now));
  const denied = live.filter(({ effect }) => effect === 'deny').map(({ pubkey }) => pubkey);
  const allowed = live.filter(({ effect, pubkey }) => effect === 'allow' && !denied.includes(pubkey));
  return [...new Set(allowed.map(({ pubkey }) => pubkey))];
}
