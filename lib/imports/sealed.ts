/** AES-256-GCM under a key that PBKDF2 makes of a password, as other signers seal their keys. */
import { base64 } from '@scure/base';
import { FacetError, InvalidError } from '../rpc/errors';

export interface Sealing {
  password: string;
  salt: Uint8Array;
  iterations: number;
  /** 12 bytes. */
  iv: Uint8Array;
}

/** Bytes of base64 text of at most `max` characters. Throws InvalidError. */
export function parseBase64(value: unknown, max = 4_096): Uint8Array<ArrayBuffer> {
  if (typeof value !== 'string' || value === '' || value.length > max) {
    throw new InvalidError('a sealed value must be base64');
  }
  try {
    return new Uint8Array(base64.decode(value));
  } catch {
    throw new InvalidError('a sealed value must be base64'); // the library's own words may quote it
  }
}

/** Opens several texts sealed alike. Throws `denied` for a wrong password. */
export async function openTexts(
  ciphertexts: readonly Uint8Array[],
  { password, salt, iterations, iv }: Sealing,
): Promise<string[]> {
  const bytes = new TextEncoder().encode(password);
  const base = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveKey']);
  const kdf = { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(salt), iterations };
  const key = await crypto.subtle.deriveKey(kdf, base, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
  const algorithm = { name: 'AES-GCM', iv: new Uint8Array(iv) };
  try {
    return await Promise.all(
      ciphertexts.map(async (ciphertext) => {
        const plain = new Uint8Array(await crypto.subtle.decrypt(algorithm, key, new Uint8Array(ciphertext)));
        const text = new TextDecoder().decode(plain);
        plain.fill(0);
        return text;
      }),
    );
  } catch (cause) {
    throw new FacetError('denied', 'this is not the password of this file', { cause });
  }
}
