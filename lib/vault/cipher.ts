/**
 * The vault's cryptography: bytes in, bytes out, nothing kept. Password → argon2id → KEK, which wraps a random
 * DEK; the DEK yields one key per purpose (HKDF-SHA256); records are AES-256-GCM with a fresh 96-bit IV.
 */
import { argon2id } from 'hash-wasm';
import { FacetError } from '../rpc/errors';
import type { Bytes, KdfParams, Sealed } from '../storage/database';

/** What a derived key may seal. */
export type Purpose = 'accounts' | 'state' | 'log';

/** What new vaults use, and the least they may use. */
export const KDF_DEFAULT = { name: 'argon2id', memory: 64 * 1024, iterations: 3, parallelism: 1 } as const;

/** More than this is a header made to freeze the machine, not a vault of ours. */
const KDF_CAPS = { memory: 1024 * 1024, iterations: 20, parallelism: 4 };

/** Bytes of salt in every derivation of ours. */
export const SALT_LENGTH = 16;

const encoder = new TextEncoder();

export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

/** The key-encryption key of a password; its text is brought to NFKC first, so keyboards agree. */
export async function deriveKek(password: string, kdf: KdfParams): Promise<CryptoKey> {
  const { memory, iterations, parallelism, salt } = kdf;
  const isFrom = (min: number, value: number, max: number) =>
    Number.isInteger(value) && value >= min && value <= max;
  const withinCaps =
    kdf.name === 'argon2id' &&
    isFrom(1, parallelism, KDF_CAPS.parallelism) &&
    isFrom(8 * parallelism, memory, KDF_CAPS.memory) &&
    isFrom(1, iterations, KDF_CAPS.iterations) &&
    salt.length === SALT_LENGTH;
  if (!withinCaps)
    throw new FacetError('invalid', 'the vault names a key derivation that Facet does not run');
  const key = await argon2id({
    password: password.normalize('NFKC'),
    salt,
    memorySize: memory,
    iterations,
    parallelism,
    hashLength: 32,
    outputType: 'binary',
  });
  const kek = await importAesKey(key as Bytes);
  key.fill(0);
  return kek;
}

const importAesKey = (key: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);

/** The key for one purpose; it cannot be read back. */
export async function deriveKey(dek: Bytes, vaultId: Bytes, purpose: Purpose): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', dek, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: vaultId, info: encoder.encode(`facet/1/${purpose}`) },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** Encrypts under a fresh IV; `context` must be the same when it is opened. */
export async function seal(key: CryptoKey, plaintext: Bytes, context: readonly unknown[]): Promise<Sealed> {
  const iv = randomBytes(12);
  const additionalData = encoder.encode(JSON.stringify(context));
  const ciphertext = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plaintext);
  return { iv, ciphertext: new Uint8Array(ciphertext) };
}

/** The plaintext, or undefined when key, context or any byte is not what was sealed. */
export async function open(
  key: CryptoKey,
  { iv, ciphertext }: Sealed,
  context: readonly unknown[],
): Promise<Bytes | undefined> {
  try {
    const additionalData = encoder.encode(JSON.stringify(context));
    const plaintext = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, ciphertext);
    return new Uint8Array(plaintext);
  } catch {
    return undefined; // WebCrypto says no more than "OperationError"; a damaged context may be no JSON
  }
}
