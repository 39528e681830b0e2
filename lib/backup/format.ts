/**
 * The text of a backup file: JSON with base64. In clear is only what is needed to open it; all the rest is one
 * sealed payload, so that not even the number of accounts shows (docs/security.md).
 */
import { base64 } from '@scure/base';
import { MAX_BACKUP } from '../rpc/backup';
import { FacetError, InvalidError } from '../rpc/errors';
import { integer, object, oneOf, string, type Parser } from '../rpc/parse';
import type { Bytes, KdfParams, PasswordWrap, Sealed, VaultHeader } from '../storage/database';

const FORMAT = 'facet-backup';
const VERSION = 1;

/** `createdAt` in milliseconds; the header opens the payload. */
export interface BackupFile {
  createdAt: number;
  header: VaultHeader;
  payload: Sealed;
}

/** Base64 of `min` to `max` bytes, exactly as it is written: no other text stands for the same bytes. */
export const bytes =
  (min: number, max = min): Parser<Bytes> =>
  (value, name) => {
    const decoded = base64.decode(string(MAX_BACKUP)(value, name)) as Bytes;
    integer(min, max)(decoded.length, `length of ${name}`);
    return decoded;
  };

export const time = integer(0, Number.MAX_SAFE_INTEGER);

/** An IV and a text of at least one tag. */
export const sealed: Parser<Sealed> = object<Sealed>({ iv: bytes(12), ciphertext: bytes(16, MAX_BACKUP) });

export const fromSealed = ({ iv, ciphertext }: Sealed) => ({
  iv: base64.encode(iv),
  ciphertext: base64.encode(ciphertext),
});

/** Facet writes 64 MiB and 3 passes; a file that asks for much more was made to hold up the worker. */
const cost = (max: number) => integer(1, max);
const kdf = object<KdfParams>({
  name: oneOf('argon2id'),
  memory: cost(256 * 1024),
  iterations: cost(10),
  parallelism: cost(4),
  salt: bytes(16),
});
const wrap = object<PasswordWrap>({
  type: oneOf('password'),
  kdf,
  iv: bytes(12),
  ciphertext: bytes(48),
});
const file = object<{ createdAt: number; vaultId: Bytes; wrap: PasswordWrap; payload: Sealed }>({
  createdAt: time,
  vaultId: bytes(16),
  wrap,
  payload: sealed,
});

/** The text of a file, indented for people who look into it. */
export function toBackupText({ createdAt, header, payload }: BackupFile): string {
  const wrapped = header.wraps.find((each) => each.type === 'password');
  if (!wrapped) throw new FacetError('internal', 'a backup needs a password');
  const { type, kdf: derivation } = wrapped;
  const json = {
    format: FORMAT,
    version: VERSION,
    createdAt,
    vaultId: base64.encode(header.vaultId),
    wrap: {
      type,
      kdf: { ...derivation, salt: base64.encode(derivation.salt) },
      ...fromSealed(wrapped),
    },
    payload: fromSealed(payload),
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

/**
 * Reads the text of a file, without opening it. Throws FacetError: `too-large`, `unsupported` for a newer version,
 * `invalid` for anything else; the text is never repeated.
 */
export function parseBackupText(text: string): BackupFile {
  if (text.length > MAX_BACKUP) throw new FacetError('too-large', 'a backup has at most 16 MiB');
  const json = readable(() => JSON.parse(text) as unknown);
  const { format, version } = readable(() => object({ format: string(20), version: time })(json, 'backup'));
  if (format !== FORMAT) throw notABackup();
  if (version !== VERSION) {
    throw new FacetError('unsupported', 'this backup was made by a newer Facet; update Facet to read it');
  }
  const { createdAt, vaultId, wrap: opened, payload } = readable(() => file(json, 'backup'));
  return { createdAt, header: { version: 1, vaultId, wraps: [opened] }, payload };
}

export const notABackup = (): InvalidError =>
  new InvalidError('this is not a backup of Facet, or it is damaged');

/** One error for whatever is wrong, without its cause: `JSON.parse` quotes what it read. */
export function readable<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw notABackup();
  }
}
