import type { RuleView } from '#lib/rpc/snapshot';
import { isInForce } from './rule-text';

/** Which of the accounts that a site knows it would find out to be the same person's as `pubkey`, unless it knows both. */
export function findGivenAway(
  knows: readonly string[],
  pubkey: string,
  pairs: readonly (readonly [string, string])[],
): string[] {
  if (knows.includes(pubkey)) return [];
  const together = pairs.filter((pair) => pair.includes(pubkey)).flat();
  return knows.filter((known) => !together.includes(known));
}

/** The accounts that a site may know by these rules of it. */
export function toKnown(rules: readonly RuleView[], now: number): string[] {
  const live = rules.filter((rule) => rule.method === 'connect' && isInForce(rule, now));
  const denied = live.filter(({ effect }) => effect === 'deny').map(({ pubkey }) => pubkey);
  const allowed = live.filter(({ effect, pubkey }) => effect === 'allow' && !denied.includes(pubkey));
  return [...new Set(allowed.map(({ pubkey }) => pubkey))];
}
