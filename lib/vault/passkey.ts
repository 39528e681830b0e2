/** A second way to the DEK: the secret that a passkey makes of a salt (WebAuthn PRF), 32 bytes that Facet never keeps. */
import { base64urlnopad } from '@scure/base';
import { InvalidError } from '../rpc/errors';
import type { Bytes, PasskeyWrap, VaultHeader } from '../storage/database';
import { open, seal } from './cipher';
import { expectKnown, getWraps } from './header';

/** A passkey that was just made; `secret` is wiped by whoever takes it in. */
export interface NewPasskey {
  credentialId: Bytes;
  salt: Bytes;
  secret: Bytes;
  name?: string | undefined;
}

/** The bytes of base64url text that has been parsed. */
const decode = (text: string): Bytes => Uint8Array.from(base64urlnopad.decode(text));

/** A passkey's secret as it comes from a page. */
export const toPasskeySecret = decode;

/** A new passkey as it comes from a page, in base64url. */
export const toNewPasskey = (
  made: Record<'credentialId' | 'salt' | 'secret', string> & { name?: string | undefined },
): NewPasskey => ({
  credentialId: decode(made.credentialId),
  salt: decode(made.salt),
  secret: decode(made.secret),
  name: made.name,
});

const MAX_PASSKEYS = 20;
const MAX_CREDENTIAL_ID = 1023; // WebAuthn

/** Binds the wrap to its vault and to the passkey and salt it names. */
const wrapContext = (vaultId: Bytes, wrap: Omit<PasskeyWrap, 'iv' | 'ciphertext'>) => {
  const { type, id, credentialId, salt, name, addedAt } = wrap;
  return ['facet', 1, 'wrap', [...vaultId], type, [id, [...credentialId], [...salt], name ?? null, addedAt]];
};

/** The key-encryption key of a passkey's secret. */
async function deriveKek(secret: Bytes, vaultId: Bytes): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const info = new TextEncoder().encode('facet/1/passkey');
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: vaultId, info },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** The header with one more passkey. Throws `invalid` for one that does not fit. */
export async function addPasskeyWrap(
  header: VaultHeader,
  dek: Bytes,
  { credentialId, salt, secret, name }: NewPasskey,
): Promise<VaultHeader> {
  const { vaultId, wraps } = expectKnown(header);
  if (credentialId.length === 0 || credentialId.length > MAX_CREDENTIAL_ID || salt.length !== 32) {
    throw new InvalidError('a passkey must name its credential and a salt of 32 bytes');
  }
  if (secret.length !== 32) {
    throw new InvalidError(`the secret of a passkey must have 32 bytes, got ${secret.length}`);
  }
  if (wraps.length > MAX_PASSKEYS)
    throw new InvalidError(`there are ${MAX_PASSKEYS} passkeys, the most there can be`);
  const draft = {
    type: 'passkey',
    id: crypto.randomUUID(),
    credentialId,
    salt,
    ...(name?.trim() ? { name: name.trim() } : {}),
    addedAt: Date.now(),
  } as const;
  const sealed = await seal(await deriveKek(secret, vaultId), dek, wrapContext(vaultId, draft));
  return { ...header, wraps: [...wraps, { ...draft, ...sealed }] };
}

/** The DEK, or undefined when this is not the secret of that passkey, or the passkey is not one of this vault. */
export async function openPasskeyWrap(
  header: VaultHeader,
  id: string,
  secret: Bytes,
): Promise<Bytes | undefined> {
  const wrap = getPasskeyWraps(header).find((each) => each.id === id);
  if (!wrap || secret.length !== 32) return undefined;
  return open(await deriveKek(secret, header.vaultId), wrap, wrapContext(header.vaultId, wrap));
}

/** The passkeys of a vault, in the order they were added. */
export const getPasskeyWraps = (header: VaultHeader): PasskeyWrap[] =>
  getWraps(header).filter((wrap) => wrap.type === 'passkey');

/** The header without one passkey. Throws `invalid` when it has no such passkey. */
export function removePasskeyWrap(header: VaultHeader, id: string): VaultHeader {
  if (!getPasskeyWraps(header).some((wrap) => wrap.id === id)) {
    throw new InvalidError('there is no such passkey');
  }
  const wraps = header.wraps.filter((wrap) => wrap.type !== 'passkey' || wrap.id !== id);
  return { ...header, wraps };
}
