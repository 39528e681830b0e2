/** Keys and their text forms (NIP-19). Secret keys are bytes; whoever receives them wipes them. */
import { schnorr, secp256k1 } from './secp256k1';
import { bytesToHex, hexToBytes } from '@noble/curves/utils.js';
import { bech32 } from '@scure/base';
import { InvalidError } from '../rpc/errors';
import { decodeBech32 } from './bech32';
import { shortenNpub } from './npub';

/** NIP-19 text of 32 bytes. */
const encode = (prefix: 'npub' | 'nsec', bytes: Uint8Array) => bech32.encodeFromBytes(prefix, bytes);

/** The npub of a hex pubkey. */
export const toNpub = (pubkey: string): string => encode('npub', hexToBytes(pubkey));

/** The nsec of 32 secret bytes: a text, which cannot be wiped. */
export const toNsec = (secretKey: Uint8Array): string => encode('nsec', secretKey);

/** An npub for narrow places: first eight and last five characters of its data. */
export const toShortNpub = (pubkey: string): string => shortenNpub(toNpub(pubkey));

/** The hex pubkey of 32 secret bytes. */
export const toPubkey = (secretKey: Uint8Array): string => bytesToHex(schnorr.getPublicKey(secretKey));

/** 32 fresh secret bytes, a valid key. */
export const createSecretKey = (): Uint8Array => schnorr.utils.randomSecretKey();

/**
 * The secret key in an nsec or in 64 hex digits, spaces around it ignored.
 * Throws InvalidError that never repeats the input.
 */
export function parseSecretKey(input: string): Uint8Array {
  const text = input.trim();
  if (/^[0-9a-f]{64}$/i.test(text)) return expectSecretKey(hexToBytes(text));
  const lower = text.toLowerCase();
  if (lower.startsWith('npub1')) {
    throw new InvalidError('this is a public key (npub); a private key (nsec) is needed to sign');
  }
  if (!lower.startsWith('nsec1')) {
    throw new InvalidError('a private key is an nsec or 64 hex digits, this is neither');
  }
  const bytes = decodeBech32('nsec', text);
  if (!bytes) throw new InvalidError('this nsec has a typing error or is cut off');
  return expectSecretKey(bytes);
}

/** A pubkey, and the relays where its author is to be found, as far as the text names them (NIP-19). */
export interface PublicKey {
  pubkey: string;
  relays: string[];
}

/** The pubkey in an npub, an nprofile or 64 hex digits, with or without `nostr:` before it (NIP-19, NIP-21). */
export function parsePubkey(input: string): PublicKey {
  const text = input.trim().replace(/^nostr:/i, '');
  if (/^[0-9a-f]{64}$/i.test(text)) return { pubkey: expectPoint(text.toLowerCase()), relays: [] };
  const start = text.toLowerCase();
  if (start.startsWith('nsec1')) throw new InvalidError('this is a private key (nsec), not a public one');
  if (!start.startsWith('npub1') && !start.startsWith('nprofile1')) {
    throw new InvalidError('a public key is an npub, an nprofile or 64 hex digits, this is neither');
  }
  const isProfile = start.startsWith('nprofile1');
  const bytes = decodeBech32(isProfile ? 'nprofile' : 'npub', text);
  if (!bytes) throw new InvalidError('this public key has a typing error or is cut off');
  if (isProfile) return parseProfile(bytes);
  if (bytes.length !== 32) throw new InvalidError('this is not a valid public key');
  return { pubkey: expectPoint(bytesToHex(bytes)), relays: [] };
}

/** The entries of an nprofile: type, length, value; 0 is the pubkey, 1 a relay, others are for later (NIP-19). */
function parseProfile(bytes: Uint8Array): PublicKey {
  const relays: string[] = [];
  let pubkey: string | undefined;
  for (let at = 0; at < bytes.length;) {
    const [type, length = NaN] = bytes.subarray(at, at + 2);
    const value = bytes.subarray(at + 2, at + 2 + length);
    if (value.length !== length) throw new InvalidError('this nprofile is cut off');
    if (type === 0 && length === 32) pubkey ??= bytesToHex(value);
    if (type === 1) relays.push(new TextDecoder().decode(value));
    at += 2 + length;
  }
  if (pubkey === undefined) throw new InvalidError('this nprofile names no public key');
  return { pubkey: expectPoint(pubkey), relays };
}

/** A pubkey is the x coordinate of a point on the curve; half of all numbers are not (BIP-340). */
function expectPoint(pubkey: string): string {
  try {
    schnorr.utils.lift_x(BigInt(`0x${pubkey}`));
    return pubkey;
  } catch (cause) {
    throw new InvalidError('this is not a valid public key', { cause });
  }
}

/** The same 32 bytes, if they are a secret key; else they are wiped. Throws InvalidError. */
export function expectSecretKey(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== 32 || !secp256k1.utils.isValidSecretKey(bytes)) {
    bytes.fill(0);
    throw new InvalidError('this is not a valid private key');
  }
  return bytes;
}
