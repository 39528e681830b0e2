/** Opens a backup file: all of it or an error. Keys stay sealed until one is asked for. */
import { FacetError } from '../rpc/errors';
import type { Bytes, Sealed } from '../storage/database';
import { openHeader } from '../vault/header';
import { deriveKeys, type Keys } from '../vault/keys';
import { openRecord, type RecordName } from '../vault/records';
import { parsePayload, type BackupAccount, type Contents } from './contents';
import { notABackup, parseBackupText, readable, type BackupFile } from './format';
import { KINDS } from './kinds';
import { PAYLOAD, toKeyName } from './names';

export interface Backup extends Contents {
  /** The account's key, which the caller wipes; undefined when there is none or it is not that account's. */
  openKey(account: BackupAccount): Promise<Uint8Array | undefined>;
}

/**
 * Throws FacetError: `denied` for a wrong password (which a changed file can look like), `invalid` for what is no
 * backup or damaged, `unsupported` for one by a newer Facet, `too-large`.
 */
export async function openBackup(text: string, password: string): Promise<Backup> {
  const file = parseBackupText(text);
  const keys = await openKeys(file, password);
  const payload = await openSealed(keys, file.payload, PAYLOAD);
  if (!payload) throw notABackup();
  const contents = readable(() => parsePayload(payload));
  // the time in clear is the one thing that is bound to nothing
  if (contents.createdAt !== file.createdAt) throw notABackup();
  return {
    ...contents,
    async openKey({ account, key }) {
      const opened = key && (await openSealed(keys, key, toKeyName(account)));
      if (!opened || fits(opened, account)) return opened;
      opened.fill(0);
      return undefined;
    },
  };
}

async function openKeys({ header }: BackupFile, password: string): Promise<Keys> {
  let dek: Bytes | undefined;
  try {
    dek = await openHeader(header, password);
  } catch (cause) {
    throw cause instanceof FacetError ? cause : notABackup(); // more memory than there is
  }
  if (!dek) throw new FacetError('denied', 'that is not the password of this backup');
  return deriveKeys(dek, header.vaultId);
}

/** Undefined when it is damaged, or something else than `name` says. */
async function openSealed(keys: Keys, sealed: Sealed, name: RecordName): Promise<Bytes | undefined> {
  const { id, type, pubkey, generation } = name;
  try {
    return await openRecord(keys, { id, version: 1, type, generation, ...sealed }, { id, type, pubkey });
  } catch {
    return undefined;
  }
}

function fits(key: Uint8Array, account: BackupAccount['account']): boolean {
  try {
    return KINDS[account.kind].fits(key, account);
  } catch {
    return false; // 32 bytes that are no key
  }
}
