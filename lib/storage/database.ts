/**
 * The one IndexedDB database: the vault's header, its sealed records, and the count of wrong passwords.
 * Nothing in it can be read without the password but the header itself.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { FacetError } from '../rpc/errors';

export type Bytes = Uint8Array<ArrayBuffer>;

/** Cost of guessing a password; `memory` in KiB, `salt` 16 random bytes. */
export interface KdfParams {
  name: 'argon2id';
  memory: number;
  iterations: number;
  parallelism: number;
  salt: Bytes;
}

/** A text under AES-256-GCM. */
export interface Sealed {
  iv: Bytes;
  ciphertext: Bytes;
}

/** The DEK under one way to open it; later ways (passkeys) join the list. */
export interface PasswordWrap extends Sealed {
  type: 'password';
  kdf: KdfParams;
}

/** How to open the vault. An unknown version is refused and kept. */
export interface VaultHeader {
  version: 1;
  vaultId: Bytes;
  wraps: PasswordWrap[];
}

/** One encrypted record. What it is about is known only to the state, which is such a record itself. */
export interface SealedRecord extends Sealed {
  id: string;
  version: 1;
  type: RecordType;
  /** Counts the writes of the state; 0 for other records. */
  generation: number;
}

export type RecordType = 'state' | 'account' | 'feed';

/** Wrong passwords in a row, and when the next try is allowed (ms). */
export interface Attempts {
  failed: number;
  retryAt: number;
}

interface Schema extends DBSchema {
  vault: { key: string; value: VaultHeader | Attempts };
  records: { key: string; value: SealedRecord };
}

export type Database = IDBPDatabase<Schema>;

export const openDatabase = (): Promise<Database> =>
  openDB<Schema>('facet', 1, {
    upgrade(database) {
      database.createObjectStore('vault');
      database.createObjectStore('records', { keyPath: 'id' });
    },
  });

export const getHeader = async (database: Database): Promise<VaultHeader | undefined> =>
  (await database.get('vault', 'header')) as VaultHeader | undefined;

export const getAttempts = async (database: Database): Promise<Attempts> =>
  ((await database.get('vault', 'attempts')) as Attempts | undefined) ?? { failed: 0, retryAt: 0 };

export const setAttempts = async (database: Database, attempts: Attempts): Promise<void> => {
  await database.put('vault', attempts, 'attempts');
};

/**
 * Writes and deletes records, and the header when given, in one transaction: all of it or nothing.
 * Throws FacetError `internal` when the disk refuses.
 */
export async function writeRecords(
  database: Database,
  change: { put?: SealedRecord[]; remove?: string[]; header?: VaultHeader },
): Promise<void> {
  try {
    const transaction = database.transaction(['vault', 'records'], 'readwrite', { durability: 'strict' });
    const records = transaction.objectStore('records');
    const writes: Promise<unknown>[] = [];
    if (change.header) writes.push(transaction.objectStore('vault').put(change.header, 'header'));
    for (const record of change.put ?? []) writes.push(records.put(record));
    for (const id of change.remove ?? []) writes.push(records.delete(id));
    await Promise.all([...writes, transaction.done]);
  } catch (cause) {
    throw new FacetError('internal', 'the vault could not be saved; nothing changed', { cause });
  }
}
