import type { AccountView } from '#lib/rpc/snapshot';

/** The place nearest to `to` that the account at `from` can have: favourites stay before the others. */
export function toOpenPlace(accounts: readonly AccountView[], from: number, to: number): number {
  const favourites = accounts.filter(({ favourite }) => favourite).length;
  const [first, last] = accounts[from]?.favourite ? [0, favourites - 1] : [favourites, accounts.length - 1];
  return Math.min(Math.max(to, first), last);
}

/** The pubkeys in the order after a move, and the place where the account ends up; nothing if that is where it is. */
export function toOrder(
  accounts: readonly AccountView[],
  pubkey: string,
  to: number,
): { order: string[]; place: number } | undefined {
  const from = accounts.findIndex((account) => account.pubkey === pubkey);
  const place = toOpenPlace(accounts, from, to);
  if (from < 0 || place === from) return undefined;
  const order = accounts.map((account) => account.pubkey).filter((other) => other !== pubkey);
  order.splice(place, 0, pubkey);
  return { order, place };
}
