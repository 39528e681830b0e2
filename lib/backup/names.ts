/** What the sealed parts of a backup file are called: a vault of its own, made for one file. */
import type { RecordName } from '../vault/records';

/** The payload is called otherwise than the state of a vault, so that neither stands in for the other. */
export const PAYLOAD = { id: 'backup', type: 'state', pubkey: '', generation: 0 } satisfies RecordName;

/** The key of one of its accounts. */
export const toKeyName = ({ id, pubkey }: { id: string; pubkey: string }): RecordName => ({
  id,
  type: 'account',
  pubkey,
  generation: 0,
});
