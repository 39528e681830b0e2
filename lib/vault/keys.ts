import type { Bytes } from '../storage/database';
import { deriveKey, type Purpose } from './cipher';

/** An open vault, or an open backup: what records are bound to, and one key per purpose. */
export interface Keys {
  vaultId: Bytes;
  key: Record<Purpose, CryptoKey>;
}

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
