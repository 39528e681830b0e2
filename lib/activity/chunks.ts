/** The log on disk: sealed records of many lines each, numbered in the order of time. */
import type { ActivityLine } from '../rpc/activity';
import { toCode } from '../rpc/errors';
import type { Database, SealedRecord } from '../storage/database';
import type { Keys } from '../vault/keys';
import { readRecord, sealRecord, toBytes } from '../vault/records';

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

/**
 * The lines of a chunk, oldest first; none where it is gone or damaged, as that keeps nobody from the rest. Undefined for a
 * newer Facet's, which nobody may write over or remove for what is in it. Throws when the disk does not answer.
 */
export async function readChunk(
  database: Database,
  keys: Keys,
  place: number,
): Promise<ActivityLine[] | undefined> {
  try {
    return ((await readRecord(database, keys, toName(place))) ?? []) as ActivityLine[];
  } catch (error) {
    if (toCode(error) === 'unsupported') return undefined;
    throw error;
  }
}

export const sealChunk = (keys: Keys, place: number, lines: readonly ActivityLine[]): Promise<SealedRecord> =>
  sealRecord(keys, { ...toName(place), generation: 0 }, toBytes(lines));
