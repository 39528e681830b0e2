/** The vault's header: the random DEK wrapped under a password, with everything needed to open it but that. */
import { FacetError } from '../rpc/errors';
import type { Bytes, KdfParams, PasskeyWrap, PasswordWrap, VaultHeader } from '../storage/database';
import { deriveKek, KDF_DEFAULT, open, randomBytes, SALT_LENGTH, seal } from './cipher';

/** Binds the wrap to its vault and to the exact derivation it names, so neither can be swapped or lowered. */
const wrapContext = (vaultId: Bytes, { type, kdf }: Pick<PasswordWrap, 'type' | 'kdf'>) => [
  'facet',
  1,
  'wrap',
  [...vaultId],
  type,
  [kdf.name, kdf.memory, kdf.iterations, kdf.parallelism, [...kdf.salt]],
];

/** A new DEK for a vault, a new one unless named, which the caller keeps in memory only; and its header. */
export async function createHeader(
  password: string,
  vaultId = randomBytes(16),
): Promise<{ header: VaultHeader; dek: Bytes }> {
  const dek = randomBytes(32);
  const draft = { type: 'password', kdf: { ...KDF_DEFAULT, salt: randomBytes(SALT_LENGTH) } } as const;
  const sealed = await seal(await deriveKek(password, draft.kdf), dek, wrapContext(vaultId, draft));
  return { header: { version: 1, vaultId, wraps: [{ ...draft, ...sealed }] }, dek };
}

/** The DEK, or undefined when this is not the password (or the header was tampered with, which looks the same). */
export async function openHeader(header: VaultHeader, password: string): Promise<Bytes | undefined> {
  const wrap = getWraps(header).find((each) => each.type === 'password');
  if (!wrap) throw new FacetError('unsupported', 'this vault has no password');
  if (password === '') return undefined; // argon2id refuses to hash nothing: a wrong password, not a fault
  return open(await deriveKek(password, wrap.kdf), wrap, wrapContext(header.vaultId, wrap));
}

export function expectKnown(header: VaultHeader): VaultHeader {
  if (header.version === 1) return header;
  throw new FacetError('unsupported', 'this vault was made by a newer Facet; its bytes are kept as they are');
}

/** The ways in that are whole; a damaged one keeps nobody from using another. Throws `internal` for a damaged header. */
export function getWraps(header: VaultHeader): (PasswordWrap | PasskeyWrap)[] {
  const { vaultId, wraps } = expectKnown(header);
  if (areBytes(vaultId) && Array.isArray(wraps)) return wraps.filter(isWhole);
  throw new FacetError('internal', 'the vault is damaged; its bytes are kept as they are');
}

const areBytes = (...values: unknown[]): boolean => values.every((value) => value instanceof Uint8Array);

/** A disk that lost something may give back anything in the place of a wrap. */
function isWhole(wrap: PasswordWrap | PasskeyWrap | null): boolean {
  if (!wrap || !areBytes(wrap.iv, wrap.ciphertext)) return false;
  if (wrap.type === 'passkey') return areBytes(wrap.credentialId, wrap.salt);
  return areBytes((wrap.kdf as KdfParams | undefined)?.salt);
}
