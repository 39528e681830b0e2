/** The disk in the hands of somebody else: what is in Facet's database, read and changed behind its back. */
import { PASSWORD, type Arena } from '../arena';
import type { SealedRecord, VaultHeader } from '../../../lib/storage/database';

/** Everything in the database, by store and key; bytes as lists of numbers. */
export interface Disk {
  vault: Record<string, unknown>;
  records: Record<string, Stored<SealedRecord>>;
}

/** Something stored, with its bytes as lists of numbers. */
export type Stored<T> = T extends Uint8Array
  ? number[]
  : T extends object
    ? { -readonly [K in keyof T]: Stored<T[K]> }
    : T;

/** The header of a disk. */
export const headerOf = ({ vault }: Disk) => vault['header'] as Stored<VaultHeader>;

/** The wrap of a header that a password opens. */
export function passwordWrapOf(disk: Disk) {
  const wrap = headerOf(disk).wraps.find((each) => each.type === 'password');
  if (wrap?.type !== 'password') throw new Error('no password opens this disk');
  return wrap;
}

/** The disk as it is. */
export async function readDisk({ facet }: Pick<Arena, 'facet'>): Promise<Disk> {
  const page = await facet.open('manifest.json');
  const disk = await page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('the database does not answer'));
      });
    const toPlain = (value: unknown): unknown => {
      if (value instanceof Uint8Array) return [...value];
      if (Array.isArray(value)) return value.map(toPlain);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toPlain(each)]));
    };
    const database = await settled(indexedDB.open('facet'));
    const read = async (name: string) => {
      const store = database.transaction(name).objectStore(name);
      const [keys, values] = await Promise.all([settled(store.getAllKeys()), settled(store.getAll())]);
      return Object.fromEntries(keys.map((key, index) => [key as string, toPlain(values[index])]));
    };
    const whole = { vault: await read('vault'), records: await read('records') };
    database.close();
    return whole;
  });
  await page.close();
  return disk as Disk;
}

/** Puts this disk in the place of the one that is there. Lists of numbers of a record or a header become bytes again. */
export async function writeDisk({ facet }: Arena, disk: Disk): Promise<void> {
  const page = await facet.open('manifest.json');
  await page.evaluate(async ({ vault, records }) => {
    const toBytes = (value: unknown): unknown => {
      if (Array.isArray(value))
        return value.every((each) => typeof each === 'number') && value.length > 0
          ? new Uint8Array(value)
          : value.map(toBytes);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toBytes(each)]));
    };
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('facet');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('the database does not answer'));
    });
    const transaction = database.transaction(['vault', 'records'], 'readwrite');
    for (const name of ['vault', 'records']) transaction.objectStore(name).clear();
    for (const [key, each] of Object.entries(vault)) transaction.objectStore('vault').put(toBytes(each), key);
    for (const each of Object.values(records)) transaction.objectStore('records').put(toBytes(each));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = reject;
    });
    database.close();
  }, disk);
  await page.close();
}

/**
 * Facet is locked and its browser is closed; somebody changes the disk, and the browser starts. After the case the disk is
 * as it was, and Facet unlocked.
 */
export async function withDisk(
  arena: Arena,
  change: (disk: Disk) => void,
  attempt: (before: Disk) => Promise<void>,
): Promise<void> {
  const { facet } = arena;
  const before = await readDisk(arena);
  const changed = structuredClone(before);
  change(changed);
  const restart = async (disk: Disk) => {
    await writeDisk(arena, disk);
    await facet.stopWorker();
  };
  await facet.ui.lock();
  try {
    await restart(changed);
    await attempt(before);
  } finally {
    await facet.ui.lock().catch(() => undefined); // over a disk that it refuses, Facet does nothing at all
    await restart(before);
    await facet.ui.unlock(PASSWORD);
  }
}
