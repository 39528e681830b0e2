/** The keys of a backup file: a vault of its own, made for one file. */
import type { Bytes } from '../storage/database';
import { deriveKey } from '../vault/cipher';
import type { RecordName } from '../vault/records';
import type { Keys } from '../vault/vault';

/** The keys under a DEK, which is wiped. */
export async function deriveKeys(dek: Bytes, vaultId: Bytes): Promise<Keys> {
  const [accounts, state, log] = await Promise.all([
    deriveKey(dek, vaultId, 'accounts'),
    deriveKey(dek, vaultId, 'state'),
    deriveKey(dek, vaultId, 'log'),
  ]);
  dek.fill(0);
  return { vaultId, key: { accounts, state, log } };
}

/** The payload is called otherwise than the state of a vault, so that neither stands in for the other. */
export const PAYLOAD = { id: 'backup', type: 'state', pubkey: '', generation: 0 } satisfies RecordName;

/** The key of one of its accounts. */
export const toKeyName = ({ id, pubkey }: { id: string; pubkey: string }): RecordName => ({
  id,
  type: 'account',
  pubkey,
  generation: 0,
});
