/** A vault as it lies on the disk, as JSON: kept for every format that was released, and put back on another machine. */
import type { Database, SealedRecord, VaultHeader } from '#lib/storage/database';

/** Bytes are texts in base64 under a name of their own. */
export interface StoredVault {
  vault: Record<string, unknown>;
  records: unknown[];
}

const toJson = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toJson(each)]));
};

const fromJson = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value !== 'object' || value === null) return value;
  const { bytes } = value as { bytes?: string };
  if (typeof bytes === 'string') return new Uint8Array(Buffer.from(bytes, 'base64'));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fromJson(each)]));
};

/** Everything in the database. */
export async function readStored(database: Database): Promise<StoredVault> {
  const [keys, values] = await Promise.all([database.getAllKeys('vault'), database.getAll('vault')]);
  const vault = Object.fromEntries(keys.map((key, index) => [key, toJson(values[index])]));
  return { vault, records: (await database.getAll('records')).map(toJson) };
}

/** Puts it on a machine that has nothing yet. */
export async function putStored(database: Database, { vault, records }: StoredVault): Promise<void> {
  for (const [key, value] of Object.entries(vault))
    await database.put('vault', fromJson(value) as VaultHeader, key);
  for (const record of records) await database.put('records', fromJson(record) as SealedRecord);
}
