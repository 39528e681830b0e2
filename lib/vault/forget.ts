/**
 * Ends an open vault where no worker may be able to: one that cannot start, as its database is refused, has nobody who
 * locks, and what an earlier one left in `storage.session` would be open for as long as the browser is.
 */
import { isDue } from '../rpc/deadline';
import { answersItem, deadlineItem, snapshotItem } from '../storage/session';
import { unlockedItem } from '../storage/unlocked';

/** Forgets the keys and what was told under them. Harmless when nothing is open; a worker that runs must lock as well. */
export async function forgetOpen(): Promise<void> {
  await Promise.all([unlockedItem, deadlineItem, snapshotItem, answersItem].map((item) => item.remove()));
}

/** The same, if it is due to be locked. */
export async function forgetOverdue(): Promise<void> {
  const held = await unlockedItem.get();
  if (held && isDue(held)) await forgetOpen();
}
