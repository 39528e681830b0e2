/** The log on disk: sealed records of many lines each, numbered in the order of time. */
import type { ActivityLine } from '../rpc/activity';
import type { Database, SealedRecord } from '../storage/database';
import type { Keys } from '../vault/keys';
import { fromBytes, openRecord, sealRecord, toBytes } from '../vault/records';

/** Most chunks: at most 12,800 lines and about 8 MB. */
export const MAX_CHUNKS = 128;

const PREFIX = 'log.';

/** The id of a chunk: numbers in order are ids in order. */
export const toChunkId = (place: number): string => `${PREFIX}${String(place).padStart(12, '0')}`;

/** The numbers of the chunks on disk, oldest first. */
export async function listChunks(database: Database): Promise<number[]> {
  const ids = await database.getAllKeys('records', IDBKeyRange.bound(PREFIX, `${PREFIX}~`));
  return ids.map((id) => Number(id.slice(PREFIX.length)));
}

const toName = (place: number) => ({ id: toChunkId(place), type: 'log', pubkey: '' }) as const;

/** The lines of a chunk, oldest first; none where it is gone or cannot be read. */
export async function readChunk(database: Database, keys: Keys, place: number): Promise<ActivityLine[]> {
  try {
    const record = await database.get('records', toChunkId(place));
    if (!record) return [];
    return fromBytes(await openRecord(keys, record, toName(place))) as ActivityLine[];
  } catch {
    return []; // a log that is damaged is shorter; it keeps nobody from the rest
  }
}

export const sealChunk = (keys: Keys, place: number, lines: readonly ActivityLine[]): Promise<SealedRecord> =>
  sealRecord(keys, { ...toName(place), generation: 0 }, toBytes(lines));
