/** Keys and their text forms (NIP-19). Secret keys are bytes; whoever receives them wipes them. */
import { schnorr, secp256k1 } from '@noble/curves/secp256k1.js';
import { bytesToHex, hexToBytes } from '@noble/curves/utils.js';
import { bech32 } from '@scure/base';
import { InvalidError } from '../rpc/errors';
import { shortenNpub } from './npub';

/** NIP-19 text of 32 bytes. */
const encode = (prefix: 'npub' | 'nsec', bytes: Uint8Array) => bech32.encodeFromBytes(prefix, bytes);

/** The npub of a hex pubkey. */
export const toNpub = (pubkey: string): string => encode('npub', hexToBytes(pubkey));

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
  if (/^[0-9a-f]{64}$/i.test(text)) return expectSecretKey(hexToBytes(text.toLowerCase()));
  const lower = text.toLowerCase();
  if (lower.startsWith('npub1')) {
    throw new InvalidError('this is a public key (npub); a private key (nsec) is needed to sign');
  }
  if (!lower.startsWith('nsec1')) {
    throw new InvalidError('a private key is an nsec or 64 hex digits, this is neither');
  }
  let bytes: Uint8Array;
  try {
    bytes = bech32.decodeToBytes(text).bytes;
  } catch (cause) {
    throw new InvalidError('this nsec has a typing error or is cut off', { cause });
  }
  return expectSecretKey(bytes);
}

function expectSecretKey(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== 32 || !secp256k1.utils.isValidSecretKey(bytes)) {
    bytes.fill(0);
    throw new InvalidError('this is not a valid private key');
  }
  return bytes;
}
