import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { EVERYWHERE } from '#lib/rpc/appearance';
import {
  clearDatabase,
  getAttempts,
  openDatabase,
  setAppearance,
  setAttempts,
  writeRecords,
  type Database,
  type SealedRecord,
} from '#lib/storage/database';

const sealed = (id: string): SealedRecord => ({
  ...{ id, version: 1, type: 'account', generation: 0 },
  ...{ iv: new Uint8Array(12), ciphertext: new Uint8Array(48) },
});

/** The database as another version of Facet makes it. */
async function make(version: number, stores: string[]): Promise<void> {
  const request = indexedDB.open('facet', version);
  request.onupgradeneeded = () => {
    for (const name of stores) request.result.createObjectStore(name).put('kept', 'something');
  };
  await new Promise((resolve) => (request.onsuccess = resolve));
  request.result.close();
}

/** What is in a store, whatever version the database has. */
async function read(store: string): Promise<unknown> {
  const request = indexedDB.open('facet');
  await new Promise((resolve) => (request.onsuccess = resolve));
  const found = request.result.transaction(store).objectStore(store).getAll();
  await new Promise((resolve) => (found.onsuccess = resolve));
  request.result.close();
  return found.result;
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe('a database', () => {
  it('of a newer Facet is refused with words and stays as it is', async () => {
    await make(2, ['vault', 'records', 'more']);
    await expect(openDatabase()).rejects.toMatchObject({
      code: 'unsupported',
      message: 'this vault was made by a newer Facet; its bytes are kept as they are',
    });
    for (const store of ['vault', 'records', 'more']) expect(await read(store)).toEqual(['kept']);
  });

  it.each([['vault'], ['records']])(
    'that has only its %s is refused with words and stays as it is',
    async (left) => {
      await make(1, [left]);
      await expect(openDatabase()).rejects.toMatchObject({
        code: 'internal',
        message: 'the vault is damaged; its bytes are kept as they are',
      });
      expect(await read(left)).toEqual(['kept']);
    },
  );

  it('that was closed under way says so in words, whatever is asked of it', async () => {
    const database = await openDatabase();
    database.close();
    const refused = [
      getAttempts(database),
      setAttempts(database, { failed: 1, retryAt: 0 }),
      writeRecords(database, { put: [sealed('one')] }),
      clearDatabase(database),
    ].map((asked) => asked.then(String, (error: unknown) => (error as Error).message));
    expect(await Promise.all(refused)).toEqual([
      'the vault could not be read; nothing changed',
      'the vault could not be saved; nothing changed',
      'the vault could not be saved; nothing changed',
      'the vault could not be deleted; nothing changed',
    ]);
  });
});

it('a write of which a part cannot even begin leaves nothing of the parts before it', async () => {
  const database = await openDatabase();
  await writeRecords(database, { put: [sealed('one')] });
  const impossible = { ...sealed('three'), ciphertext: () => undefined } as unknown as SealedRecord;
  const writing = writeRecords(database, { put: [sealed('two'), impossible], remove: ['one'] });
  await expect(writing).rejects.toMatchObject({ code: 'internal' });
  expect(await database.getAllKeys('records')).toEqual(['one']);
});

it.each([
  ['a count of wrong passwords', (database: Database) => setAttempts(database, { failed: 1, retryAt: 0 })],
  ['where Facet shows itself', (database: Database) => setAppearance(database, EVERYWHERE)],
  ['a record', (database: Database) => writeRecords(database, { put: [sealed('two')] })],
])('%s that a full disk does not take is refused by a code of its own', async (_, write) => {
  const database = await openDatabase();
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('no room', 'QuotaExceededError');
  });
  await expect(write(database)).rejects.toMatchObject({ code: 'disk-full' });
  full.mockRestore();
  expect(await database.count('records')).toBe(0);
  await expect(write(database)).resolves.toBeUndefined();
});
