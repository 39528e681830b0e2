/** Wrong passwords are slowed down: from the third in a row each one doubles the wait, up to five minutes. */
import { FacetError } from '../rpc/errors';
import { getAttempts, setAttempts, type Database } from '../storage/database';

const FREE_TRIES = 2;
const LONGEST_WAIT = 5 * 60_000;

/**
 * Runs one try. It is counted before it starts, so killing the browser does not win a free one.
 * Throws FacetError: `busy` before the wait is over, `denied` when `check` finds the password wrong.
 */
export async function attempt<T>(database: Database, check: () => Promise<T | undefined>): Promise<T> {
  const { failed, retryAt } = await getAttempts(database);
  const wait = Math.min(retryAt - Date.now(), LONGEST_WAIT);
  if (wait > 0) {
    // a clock set back must not lengthen the wait: the longest one begins now, and ends
    if (wait < retryAt - Date.now()) await setAttempts(database, { failed, retryAt: Date.now() + wait });
    throw new FacetError('busy', `too many wrong passwords; try again in ${Math.ceil(wait / 1000)} s`);
  }
  const pause = failed < FREE_TRIES ? 0 : Math.min(1000 * 2 ** (failed - FREE_TRIES), LONGEST_WAIT);
  await setAttempts(database, { failed: failed + 1, retryAt: Date.now() + pause });
  const result = await check();
  if (result === undefined) throw new FacetError('denied', 'that is not the password');
  await setAttempts(database, { failed: 0, retryAt: 0 });
  return result;
}
