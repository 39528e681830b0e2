/**
 * The one IndexedDB database: the vault's header, its sealed records, and the count of wrong passwords.
 * Nothing in it can be read without the password but the header itself, and on which sites Facet shows itself.
 */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Appearance } from '../rpc/appearance';
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

/** The DEK under a password. */
export interface PasswordWrap extends Sealed {
  type: 'password';
  kdf: KdfParams;
}

/** The DEK under what a passkey makes of `salt` (WebAuthn PRF); never the only wrap. Nothing of it is secret. */
export interface PasskeyWrap extends Sealed {
  type: 'passkey';
  id: string;
  credentialId: Bytes;
  salt: Bytes;
  name?: string;
  addedAt: number;
}

/** How to open the vault. An unknown version is refused and kept. */
export interface VaultHeader {
  version: 1;
  vaultId: Bytes;
  wraps: (PasswordWrap | PasskeyWrap)[];
}

/** One encrypted record. What it is about is known only to the state, which is such a record itself. */
export interface SealedRecord extends Sealed {
  id: string;
  version: 1;
  type: RecordType;
  /** Counts the writes of the state; 0 for other records. */
  generation: number;
}

export type RecordType = 'state' | 'account' | 'feed' | 'log';

/** Wrong passwords in a row, and when the next try is allowed (ms). */
export interface Attempts {
  failed: number;
  retryAt: number;
}

interface Schema extends DBSchema {
  vault: { key: string; value: VaultHeader | Attempts | Appearance };
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

/** Where Facet shows itself, in clear: the browser, which runs its scripts, keeps the same. */
export const getAppearance = async (database: Database): Promise<Appearance | undefined> =>
  (await database.get('vault', 'appearance')) as Appearance | undefined;

export const setAppearance = async (database: Database, appearance: Appearance): Promise<void> => {
  await database.put('vault', appearance, 'appearance');
};

/** Deletes header, records and the count of wrong passwords in one transaction. Throws as `writeRecords` does. */
export async function clearDatabase(database: Database): Promise<void> {
  try {
    const transaction = database.transaction(['vault', 'records'], 'readwrite', { durability: 'strict' });
    const clears = ['vault', 'records'] as const;
    await Promise.all([...clears.map((name) => transaction.objectStore(name).clear()), transaction.done]);
  } catch (cause) {
    throw new FacetError('internal', 'the vault could not be deleted; nothing changed', { cause });
  }
}

/**
 * Writes and deletes records, and the header when given, in one transaction: all of it or nothing.
 * Throws FacetError `internal` when the disk refuses. `relaxed` is what a crash of the whole machine may take back.
 */
export async function writeRecords(
  database: Database,
  change: { put?: SealedRecord[]; remove?: string[]; header?: VaultHeader },
  durability: 'strict' | 'relaxed' = 'strict',
): Promise<void> {
  try {
    const transaction = database.transaction(['vault', 'records'], 'readwrite', { durability });
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
