import { isDue } from '../rpc/deadline';
import type { Snapshot } from '../rpc/snapshot';
import { deadlineItem, snapshotItem } from '../storage/session';

/** What was last told, to be shown until the worker is awake; nothing once the vault is due to be locked, worker or not. */
export async function getLastSnapshot(): Promise<Snapshot | undefined> {
  const [last, deadline] = await Promise.all([snapshotItem.get(), deadlineItem.get()]);
  return deadline && !isDue(deadline) ? last : undefined;
}
