import type { StoredAccount } from '../storage/state';

/** The order of every list: favourites first, else as it is. */
export const favouritesFirst = (accounts: readonly StoredAccount[]): StoredAccount[] =>
  accounts.toSorted((a, b) => Number(b.favourite ?? false) - Number(a.favourite ?? false));
