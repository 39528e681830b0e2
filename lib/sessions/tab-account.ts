/** Who a tab's page gets: the one pure decision. The narrowest place where an account was chosen, else the current one. */
import { CHOICES, type Choice } from '../rpc/snapshot';

/** The pubkey chosen in each place, and the current one; a removed account counts as no choice. */
export type Chosen = { [Place in Choice | 'current']?: string | undefined };

export interface TabAccount {
  pubkey: string | undefined;
  reason: Choice | 'current';
}

/** `isHeld` tells whether a pubkey is still one of the accounts. */
export function decideTabAccount(chosen: Chosen, isHeld: (pubkey: string) => boolean): TabAccount {
  for (const reason of CHOICES) {
    const pubkey = chosen[reason];
    if (pubkey !== undefined && isHeld(pubkey)) return { pubkey, reason };
  }
  const { current } = chosen;
  return { pubkey: current !== undefined && isHeld(current) ? current : undefined, reason: 'current' };
}
