import { beforeAll, describe, expect, it } from 'vitest';
import type { Bytes, SealedRecord } from '#lib/storage/database';
import { deriveKey, randomBytes } from '#lib/vault/cipher';
import { openRecord, sealRecord, type RecordName } from '#lib/vault/records';
import type { Keys } from '#lib/vault/keys';
import { pubkeyOf, secretOf } from '../../support/keys';

const createKeys = async (dek: Bytes, vaultId: Bytes): Promise<Keys> => {
  const [accounts, state, log] = await Promise.all([
    deriveKey(dek, vaultId, 'accounts'),
    deriveKey(dek, vaultId, 'state'),
    deriveKey(dek, vaultId, 'log'),
  ]);
  return { vaultId, key: { accounts, state, log } };
};

const dek = randomBytes(32);
const name: RecordName = { id: 'one', type: 'account', pubkey: pubkeyOf('ada'), generation: 3 };
const secret = secretOf('ada') as Bytes;
let keys: Keys;
let record: SealedRecord;
beforeAll(async () => {
  keys = await createKeys(dek, randomBytes(16));
  record = await sealRecord(keys, name, secret);
});

const damaged = (result: Promise<unknown>) => expect(result).rejects.toMatchObject({ code: 'internal' });

describe('a sealed record', () => {
  it('is opened by who knows what it is about', async () => {
    expect(await openRecord(keys, record, name)).toEqual(secretOf('ada'));
  });

  it('says nothing of whom it is about', () => {
    expect(Object.keys(record).toSorted()).toEqual([
      'ciphertext',
      'generation',
      'id',
      'iv',
      'type',
      'version',
    ]);
  });

  it('is another one each time', async () => {
    const again = await sealRecord(keys, name, secret);
    expect(again.iv).not.toEqual(record.iv);
    expect(again.ciphertext).not.toEqual(record.ciphertext);
  });

  it.each(['iv', 'ciphertext'] as const)(
    'is not opened, whichever bit of its %s was changed',
    async (part) => {
      for (let bit = 0; bit < record[part].length * 8; bit += 1) {
        const changed = structuredClone(record);
        const at = bit >> 3;
        changed[part][at] = (changed[part][at] ?? 0) ^ (1 << (bit & 7));
        await damaged(openRecord(keys, changed, name));
      }
    },
  );

  it('is not opened when it was cut off or has grown', async () => {
    for (const length of [0, 15, 47]) {
      await damaged(openRecord(keys, { ...record, ciphertext: record.ciphertext.slice(0, length) }, name));
    }
    await damaged(
      openRecord(keys, { ...record, ciphertext: new Uint8Array([...record.ciphertext, 0]) }, name),
    );
  });

  it.each([
    ['id', { id: 'two' }],
    ['pubkey', { pubkey: pubkeyOf('eve') }],
    ['type', { type: 'state' as const }],
  ])('is not opened as one of another %s', async (_part, other) => {
    await damaged(openRecord(keys, record, { ...name, ...other }));
  });

  it('is not opened as one of another generation', async () => {
    await damaged(openRecord(keys, { ...record, generation: 4 }, name));
  });

  it('does not stand in for another one', async () => {
    const other = { ...name, id: 'two', pubkey: pubkeyOf('bob') };
    const swapped = { ...(await sealRecord(keys, other, secretOf('bob') as Bytes)), id: 'one' };
    await damaged(openRecord(keys, swapped, name));
    await damaged(openRecord(keys, { ...swapped, id: 'two' }, { ...other, pubkey: name.pubkey }));
  });

  it('does not move to another vault, not even under the same DEK', async () => {
    await damaged(openRecord(await createKeys(dek, randomBytes(16)), record, name));
    const onlyTheName = { ...keys, vaultId: randomBytes(16) };
    await damaged(openRecord(onlyTheName, record, name));
  });

  it('is sealed for one purpose', async () => {
    const mixed = { ...keys, key: { ...keys.key, accounts: keys.key.log } };
    await damaged(openRecord(mixed, record, name));
  });

  it('of a newer version is refused and kept', async () => {
    const newer = { ...record, version: 2 } as unknown as SealedRecord;
    await expect(openRecord(keys, newer, name)).rejects.toMatchObject({ code: 'unsupported' });
  });
});
