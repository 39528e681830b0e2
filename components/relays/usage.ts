/** Who uses which relay: few enough of both to be drawn, and all that is said of them in words. Pure. */
import type { RelayUseView } from '#lib/rpc/relays';
import type { AccountView } from '#lib/rpc/snapshot';

/** What one account does at one relay. */
export interface Tie {
  account: AccountView;
  writes: boolean;
  reads: boolean;
  takesMessages: boolean;
}

export interface UsedRelay {
  url: string;
  /** Those of the accounts that are shown, in their order. */
  ties: Tie[];
  /** How many accounts use it, shown or not. */
  count: number;
}

export interface Usage {
  /** Accounts that use a relay which is shown. */
  accounts: AccountView[];
  relays: UsedRelay[];
  /** How many of each there are besides. */
  moreAccounts: number;
  moreRelays: number;
}

/** Most accounts and relays that can be told apart in one picture. */
const MOST = 16;

/** The relays that most accounts use, and the first accounts that use any of them. */
export function toUsage(accounts: readonly AccountView[], uses: readonly RelayUseView[]): Usage {
  const byPubkey = new Map(uses.map((use) => [use.pubkey, use]));
  const ties = new Map<string, Tie[]>();
  const listed = new Set<AccountView>();
  for (const account of accounts) {
    const { write = [], read = [], messages = [] } = byPubkey.get(account.pubkey) ?? {};
    for (const url of new Set([...write, ...read, ...messages])) {
      listed.add(account);
      const tie = {
        account,
        writes: write.includes(url),
        reads: read.includes(url),
        takesMessages: messages.includes(url),
      };
      const held = ties.get(url);
      if (held) held.push(tie);
      else ties.set(url, [tie]);
    }
  }
  const relays = [...ties]
    .toSorted(([one, a], [other, b]) => b.length - a.length || (one < other ? -1 : 1))
    .slice(0, MOST);
  const tied = new Set(relays.flatMap(([, each]) => each.map(({ account }) => account)));
  const shown = accounts.filter((account) => tied.has(account)).slice(0, MOST);
  const drawn = relays
    .map(([url, each]) => ({
      url,
      count: each.length,
      ties: each.filter(({ account }) => shown.includes(account)),
    }))
    .filter((relay) => relay.ties.length > 0);
  return {
    accounts: shown,
    relays: drawn,
    moreAccounts: listed.size - shown.length,
    moreRelays: ties.size - drawn.length,
  };
}
