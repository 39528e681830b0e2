/**
 * The one IndexedDB database: the vault's header, its sealed records, and the count of wrong passwords.
 * Nothing in it can be read without the password but the header itself, and on which sites Facet shows itself.
 */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
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

/** The database. Throws `unsupported` for a newer Facet's, `internal` for one that lost a part; both stay as they are. */
export async function openDatabase(): Promise<Database> {
  const database = await openDB<Schema>('facet', 1, {
    upgrade(fresh) {
      fresh.createObjectStore('vault');
      fresh.createObjectStore('records', { keyPath: 'id' });
    },
  }).catch((cause: unknown) => {
    if ((cause as Error).name !== 'VersionError') throw cause;
    throw new FacetError(
      'unsupported',
      'this vault was made by a newer Facet; its bytes are kept as they are',
      { cause },
    );
  });
  if ((['vault', 'records'] as const).every((name) => database.objectStoreNames.contains(name)))
    return database;
  database.close();
  throw new FacetError('internal', 'the vault is damaged; its bytes are kept as they are');
}

/** What the disk does not do becomes FacetError `disk-full` or `internal`, with this sentence. */
async function orSay<T>(act: () => Promise<T>, sentence: string): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    const isFull = (cause as Error | null)?.name === 'QuotaExceededError';
    throw new FacetError(isFull ? 'disk-full' : 'internal', sentence, { cause });
  }
}

const NOT_SAVED = 'the vault could not be saved; nothing changed';

export const getHeader = async (database: Database): Promise<VaultHeader | undefined> =>
  (await database.get('vault', 'header')) as VaultHeader | undefined;

export const getAttempts = async (database: Database): Promise<Attempts> => {
  const attempts = await orSay(
    () => database.get('vault', 'attempts'),
    'the vault could not be read; nothing changed',
  );
  return (attempts as Attempts | undefined) ?? { failed: 0, retryAt: 0 };
};

export const setAttempts = async (database: Database, attempts: Attempts): Promise<void> => {
  await orSay(() => database.put('vault', attempts, 'attempts'), NOT_SAVED);
};

/** Where Facet shows itself, in clear: the browser, which runs its scripts, keeps the same. */
export const getAppearance = async (database: Database): Promise<Appearance | undefined> =>
  (await database.get('vault', 'appearance')) as Appearance | undefined;

export const setAppearance = async (database: Database, appearance: Appearance): Promise<void> => {
  await orSay(
    () => database.put('vault', appearance, 'appearance'),
    'where Facet shows itself could not be saved',
  );
};

type Stores = ('vault' | 'records')[];
type Transaction = IDBPTransaction<Schema, Stores, 'readwrite'>;

/** One transaction: all of these writes, or none. One that cannot even begin takes the others back. */
async function writeWhole(transaction: Transaction, writes: (() => Promise<unknown>)[]): Promise<void> {
  try {
    await Promise.all([...writes.map(async (write) => write()), transaction.done]);
  } catch (error) {
    try {
      transaction.abort();
    } catch {
      // it has been already
    }
    throw error;
  }
}

/** Deletes header, records and the count of wrong passwords in one transaction. Throws as `writeRecords` does. */
export const clearDatabase = (database: Database): Promise<void> =>
  orSay(async () => {
    const stores: Stores = ['vault', 'records'];
    const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
    await writeWhole(
      transaction,
      stores.map((name) => () => transaction.objectStore(name).clear()),
    );
  }, 'the vault could not be deleted; nothing changed');

/**
 * Writes and deletes records, and the header when given, in one transaction: all of it or nothing.
 * Throws FacetError `disk-full`, or `internal` when the disk refuses for another reason. `relaxed` is what a crash of the
 * whole machine may take back.
 */
export const writeRecords = (
  database: Database,
  { put = [], remove = [], header }: { put?: SealedRecord[]; remove?: string[]; header?: VaultHeader },
  durability: 'strict' | 'relaxed' = 'strict',
): Promise<void> =>
  orSay(async () => {
    const transaction = database.transaction<Stores, 'readwrite'>(['vault', 'records'], 'readwrite', {
      durability,
    });
    const [vault, records] = [transaction.objectStore('vault'), transaction.objectStore('records')];
    await writeWhole(transaction, [
      ...(header ? [() => vault.put(header, 'header')] : []),
      ...put.map((record) => () => records.put(record)),
      ...remove.map((id) => () => records.delete(id)),
    ]);
  }, NOT_SAVED);
