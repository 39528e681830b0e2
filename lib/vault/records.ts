/** Sealed records: each bound to its vault, id, type, pubkey and generation, so none can stand in for another. */
import { FacetError, toCode } from '../rpc/errors';
import type { Bytes, Database, RecordType, SealedRecord } from '../storage/database';
import { open, seal, type Purpose } from './cipher';
import type { Keys } from './keys';

const PURPOSE = {
  account: 'accounts',
  state: 'state',
  feed: 'state',
  log: 'log',
} satisfies Record<RecordType, Purpose>;

/** What a record is about; `pubkey` is not stored with it, the reader must know. */
export interface RecordName {
  id: string;
  type: RecordType;
  pubkey: string;
  generation: number;
}

const context = ({ vaultId }: Keys, { id, type, pubkey, generation }: RecordName) => [
  'facet',
  1,
  [...vaultId],
  id,
  type,
  pubkey,
  generation,
];

/** The record that `plaintext` becomes on disk. */
export async function sealRecord(keys: Keys, name: RecordName, plaintext: Bytes): Promise<SealedRecord> {
  const sealed = await seal(keys.key[PURPOSE[name.type]], plaintext, context(keys, name));
  return { id: name.id, version: 1, type: name.type, generation: name.generation, ...sealed };
}

/** The plaintext of a record. Throws `internal` when it is not the one that `name` says, or was altered. */
export async function openRecord(
  keys: Keys,
  record: SealedRecord,
  name: Omit<RecordName, 'generation'>,
): Promise<Bytes> {
  if (record.version !== 1) {
    throw new FacetError(
      'unsupported',
      'this record was made by a newer Facet; its bytes are kept as they are',
    );
  }
  const bound = { ...name, generation: record.generation };
  const plaintext = await open(keys.key[PURPOSE[name.type]], record, context(keys, bound));
  if (!plaintext) throw new FacetError('internal', 'a vault record is damaged; nothing was changed');
  return plaintext;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const toBytes = (value: unknown): Bytes => encoder.encode(JSON.stringify(value));
export const fromBytes = (bytes: Bytes): unknown => JSON.parse(decoder.decode(bytes));

/**
 * The JSON in a record that can be lost, undefined where it is gone or damaged. Throws where it may well be there: it is a
 * newer Facet's, or the disk does not answer. Whoever took that for nothing would write over it.
 */
export async function readRecord(
  database: Database,
  keys: Keys,
  name: Omit<RecordName, 'generation'>,
): Promise<unknown> {
  const record = await database.get('records', name.id);
  if (!record) return undefined;
  try {
    return fromBytes(await openRecord(keys, record, name));
  } catch (error) {
    if (toCode(error) === 'unsupported') throw error;
    return undefined;
  }
}
