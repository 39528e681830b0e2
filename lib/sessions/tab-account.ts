/** Who a tab's page gets: the one pure decision. This tab's own choice, else the site's account, else the current one. */
import type { Scope } from '../rpc/snapshot';

/** Pubkeys chosen in each scope; a removed account counts as no choice. */
export interface Choices {
  tab?: string | undefined;
  site?: string | undefined;
  current?: string | undefined;
}

export interface TabAccount {
  pubkey: string | undefined;
  reason: Exclude<Scope, 'all'> | 'current';
}

/** `isHeld` tells whether a pubkey is still one of the accounts. */
export function decideTabAccount(
  { tab, site, current }: Choices,
  isHeld: (pubkey: string) => boolean,
): TabAccount {
  if (tab && isHeld(tab)) return { pubkey: tab, reason: 'tab' };
  if (site && isHeld(site)) return { pubkey: site, reason: 'site' };
  return { pubkey: current && isHeld(current) ? current : undefined, reason: 'current' };
}
