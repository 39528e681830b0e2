import { InvalidError } from '../rpc/errors';

/** Fewest characters of a password. */
const MIN_PASSWORD = 10;

/** Throws `invalid` for a password that must not be chosen. */
export function expectNewPassword(password: string): void {
  const length = [...password.normalize('NFKC')].length;
  if (length >= MIN_PASSWORD) return;
  throw new InvalidError(`the password must have at least ${MIN_PASSWORD} characters, got ${length}`);
}
