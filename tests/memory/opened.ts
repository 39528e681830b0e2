/** What opens a vault and what lies in it, worked out from the disk and the password as a thief with both would. */
import { hkdfSync } from 'node:crypto';
import { argon2id } from 'hash-wasm';
import { getConversationKey } from 'nostr-tools/nip44';
import type { Bytes, SealedRecord, VaultHeader } from '../../lib/storage/database';
import { openHeader } from '../../lib/vault/header';
import { deriveKeys } from '../../lib/vault/keys';
import { openRecord } from '../../lib/vault/records';
import { passwordWrapOf, headerOf, readDisk, type Disk } from '../attacks/disk-thief/disk';
import type { Facet } from '../e2e/facet';
import type { Secret } from './forms';

/** Lists of numbers as bytes again. */
const toBytes = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, each: unknown) =>
    Array.isArray(each) && each.every((one) => typeof one === 'number') ? Uint8Array.from(each) : each,
  );

const PURPOSES = ['accounts', 'state', 'log'];

/** The keys around the keys. */
async function toVaultSecrets(disk: Disk, password: string): Promise<{ dek: Bytes; secrets: Secret[] }> {
  const header = toBytes(headerOf(disk)) as VaultHeader;
  const { kdf } = passwordWrapOf(disk);
  const dek = await openHeader(header, password);
  if (!dek) throw new Error('the password does not open the disk');
  const kek = await argon2id({
    ...{ password, salt: Uint8Array.from(kdf.salt), hashLength: 32, outputType: 'binary' },
    ...{ memorySize: kdf.memory, iterations: kdf.iterations, parallelism: kdf.parallelism },
  });
  const derived = PURPOSES.map(
    (purpose) => new Uint8Array(hkdfSync('sha256', dek, header.vaultId, `facet/1/${purpose}`, 32)),
  );
  return {
    dek,
    secrets: [
      { kind: 'data key', value: dek.slice() },
      { kind: 'key of the password', value: kek },
      ...derived.map((value) => ({ kind: 'keys made of the data key', value })),
    ],
  };
}

/** All of that, the key of every account, and the conversation keys of those with this peer. */
export async function readVault(facet: Facet, password: string, peer: string): Promise<Secret[]> {
  const { accounts } = await facet.snapshot();
  const disk = await readDisk({ facet });
  const { dek, secrets } = await toVaultSecrets(disk, password);
  const keys = await deriveKeys(dek, (toBytes(headerOf(disk)) as VaultHeader).vaultId);
  const records = toBytes(
    Object.values(disk.records).filter(({ type }) => type === 'account'),
  ) as SealedRecord[];
  for (const record of records) {
    const tries = accounts.map(async ({ pubkey, kind }) => {
      const value = await openRecord(keys, record, { id: record.id, type: 'account', pubkey });
      return { pubkey, kind, value };
    });
    const { kind, value } = await Promise.any(tries);
    const isRemote = kind === 'remote';
    secrets.push({ kind: isRemote ? 'client key of a remote signer' : 'secret keys', value, signs: true });
    if (!isRemote) secrets.push({ kind: 'conversation keys', value: getConversationKey(value, peer) });
  }
  return secrets;
}
