import { cut, isolate, toIsolated, toSeen } from './display-name';

const MAX_FIRST_NAME = 20;

const toFirst = (name: string): string => cut(toSeen(name).split(/\s+/u)[0] ?? '', MAX_FIRST_NAME);

/**
 * What a button calls an account: the first word of its name, without characters that are not seen; all of it where
 * that of another one of `accounts` would look the same.
 */
export function toFirstName(name: string, accounts: readonly { name: string }[]): string {
  const first = toFirst(name);
  const isShared = accounts.filter((account) => toFirst(account.name) === first).length > 1;
  return isShared ? toIsolated(name) : isolate(first);
}
