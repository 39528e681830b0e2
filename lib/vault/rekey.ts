/** A change of the vault's keys: what was sealed under the old ones is opened and sealed under the new ones. */
import { FacetError } from '../rpc/errors';
import type { SealedRecord } from '../storage/database';
import type { State } from '../storage/state';
import { openRecord, sealRecord, type RecordName } from './records';
import type { Keys } from './keys';

/** The state's record is about nobody. */
export const STATE_NAME = { id: 'state', type: 'state', pubkey: '' } as const;

/** What a record is about: its id is an account's own, or begins with that and a dot; the log is about nobody alone. */
function toName({ id, type, generation }: SealedRecord, { accounts }: State): RecordName | undefined {
  if (type === 'log') return { id, type, pubkey: '', generation };
  const [owner] = id.split('.');
  const pubkey = accounts.find((account) => account.id === owner)?.pubkey;
  return pubkey === undefined ? undefined : { id, type, pubkey, generation };
}

/** Whether it holds the key of an account: a change that leaves it behind would lose that. */
const isOurKey = ({ id, type }: SealedRecord, { accounts }: State): boolean =>
  type === 'account' && accounts.some((account) => account.id === id);

/**
 * All records but the state's, sealed anew. Throws `internal` for a key that cannot be opened, so that its bytes
 * stay as they are; what relays told, or the log, and nobody can read any more is removed: no key goes with it. What else
 * nobody can read is nobody's and stays where it is: whoever can write to the disk must not keep an old password in force.
 */
export async function resealRecords(
  records: readonly SealedRecord[],
  state: State,
  { from, to }: { from: Keys; to: Keys },
): Promise<{ put: SealedRecord[]; remove: string[] }> {
  const put: SealedRecord[] = [];
  const remove: string[] = [];
  for (const record of records) {
    if (record.id === STATE_NAME.id) continue;
    try {
      const name = toName(record, state);
      if (!name) throw new FacetError('internal', 'a vault record belongs to no account');
      const plaintext = await openRecord(from, record, name);
      put.push(await sealRecord(to, name, plaintext));
      plaintext.fill(0);
    } catch (error) {
      if (isOurKey(record, state)) throw error;
      if (record.type === 'feed' || record.type === 'log') remove.push(record.id);
    }
  }
  return { put, remove };
}
