/** Which relays are asked about whom: few sockets, each account where it writes. Pure. */

/** An account, as far as it matters where it is looked for. */
export interface Wanted {
  pubkey: string;
  /** Where it says that it writes (NIP-65), in its order. */
  writes: readonly string[];
  /** Where it never wants to be looked for. */
  blocked: readonly string[];
  /** No relay is to see it together with another account. */
  isApart: boolean;
  /** Relays at which it signs in where that is wanted; it has a socket of its own there. */
  signsIn: readonly string[];
  /** By relay: until when (s) all that it has of this account is known. */
  heard: Readonly<Record<string, number>>;
}

/** Authors that are asked for in one filter; `since` in seconds, absent: from the beginning. */
export interface Authors {
  pubkeys: string[];
  since?: number;
}

/** One subscription on one socket. */
export interface Ask {
  url: string;
  /** The account that has this socket to itself; absent: it is shared. */
  apart?: string;
  /** And signs in over it, where that is wanted. */
  signsIn?: true;
  authors: Authors[];
}

/** Most write relays at which one account is looked for; the list of all accounts comes on top. */
const MOST_WRITES = 3;

/** Most relays that are open at once for accounts that share them. */
const MOST_RELAYS = 40;

/** A relay may get an event long after it was made: what is this much older (s) is asked for again. */
const OVERLAP = 3 * 24 * 60 * 60;

/** From when on to ask a relay that has told everything until then (both s). */
export const toSince = (until: number): number => until - OVERLAP;

/** What to ask for, where; `index` are the relays that all accounts are looked for at, `now` in seconds. */
export function toPlan(wanted: readonly Wanted[], index: readonly string[], now: number): Ask[] {
  const together = wanted.filter(({ isApart }) => !isApart);
  const alone = wanted.filter(({ isApart }) => isApart);
  return [
    ...toAsks(together, index, now),
    ...alone.flatMap((each) => toAsks([each], index, now).map((ask) => ({ ...ask, apart: each.pubkey }))),
  ];
}

function toAsks(wanted: readonly Wanted[], index: readonly string[], now: number): Ask[] {
  const uses = new Map<string, number>();
  for (const { writes } of wanted) for (const url of new Set(writes)) uses.set(url, (uses.get(url) ?? 0) + 1);
  // where most are comes first: a socket that is open anyway costs nothing
  const byUse = (one: string, other: string) => (uses.get(other) ?? 0) - (uses.get(one) ?? 0);
  const open = new Set([...new Set([...index, ...[...uses.keys()].toSorted(byUse)])].slice(0, MOST_RELAYS));
  const accounts = new Map<string, Wanted[]>([...open].map((url) => [url, []]));
  for (const each of wanted) {
    const own = each.writes.filter((url) => open.has(url)).toSorted(byUse);
    for (const url of new Set([...index, ...own.slice(0, MOST_WRITES)])) {
      if (!each.blocked.includes(url)) accounts.get(url)?.push(each);
    }
  }
  return [...accounts].flatMap(([url, all]): Ask[] => {
    const signing = all.filter(({ signsIn }) => signsIn.includes(url));
    const some = all.filter((each) => !signing.includes(each));
    return [
      ...(some.length > 0 ? [{ url, authors: toAuthors(url, some, now) }] : []),
      ...signing.map((each) => ({
        ...{ url, apart: each.pubkey, signsIn: true as const },
        authors: toAuthors(url, [each], now),
      })),
    ];
  });
}

/** Those that a relay has told all of, from then on; the others from the beginning. */
function toAuthors(url: string, accounts: readonly Wanted[], now: number): Authors[] {
  const untilOf = ({ heard }: Wanted): number => heard[url] ?? 0;
  const isHeard = (each: Wanted) => untilOf(each) > 0 && untilOf(each) <= now;
  const toPubkeys = (some: readonly Wanted[]) => some.map(({ pubkey }) => pubkey);
  const [heard, fresh] = [accounts.filter(isHeard), accounts.filter((each) => !isHeard(each))];
  return [
    ...(heard.length > 0
      ? [{ pubkeys: toPubkeys(heard), since: toSince(Math.min(...heard.map(untilOf))) }]
      : []),
    ...(fresh.length > 0 ? [{ pubkeys: toPubkeys(fresh) }] : []),
  ];
}
