/** Secret keys at rest: one sealed record per account, opened for one use and wiped after it. */
import { FacetError } from '../rpc/errors';
import type { Bytes, Database, SealedRecord } from '../storage/database';
import { openRecord, sealRecord } from './records';
import type { Vault } from './vault';

/** Lends the 32 secret bytes to `use` and wipes them when it has settled. */
export type WithSecretKey = <T>(use: (secretKey: Uint8Array) => T | Promise<T>) => Promise<T>;

export type Secrets = ReturnType<typeof createSecrets>;

export function createSecrets(database: Database, vault: Vault) {
  /** Ciphertext by record id, so a signature reads no disk once warm. */
  const warm = new Map<string, SealedRecord>();
  vault.onLock(() => warm.clear());
  vault.onRekey(() => warm.clear());

  async function expectRecord(id: string): Promise<SealedRecord> {
    const record = warm.get(id) ?? (await database.get('records', id));
    if (!record) throw new FacetError('internal', 'the key of this account is missing from the vault');
    warm.set(id, record);
    return record;
  }

  return {
    /** The record of a new account's key, to be saved together with the state that names it. */
    seal: (id: string, pubkey: string, secretKey: Uint8Array): Promise<SealedRecord> =>
      sealRecord(vault.expectKeys(), { id, type: 'account', pubkey, generation: 0 }, secretKey as Bytes),

    /** The lender of one account's key. */
    of:
      (id: string, pubkey: string): WithSecretKey =>
      async (use) => {
        const record = await expectRecord(id);
        const secretKey = await openRecord(vault.expectKeys(), record, { id, type: 'account', pubkey });
        try {
          return await use(secretKey);
        } finally {
          secretKey.fill(0);
        }
      },

    /** Forgets a removed account's ciphertext. */
    forget(id: string): void {
      warm.delete(id);
    },
  };
}
