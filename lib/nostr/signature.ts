/**
 * Signatures of events (NIP-01, BIP-340). libsecp256k1 in wasm makes and checks them, as soon as it is there; noble does
 * until then, where wasm is not to be had, and for texts that the wasm module's memory has no room for.
 */
import { bytesToHex, hexToBytes } from '@noble/curves/utils.js';
import type { Nostr } from 'nostr-wasm';
import { serializeEvent, toEventId, type NostrEvent, type UnsignedEvent } from './event';
import { dropNative, getNative } from './native';
import { schnorr } from './secp256k1';

/** Most characters of an event's serialisation that are given to wasm, whose memory of 1 MiB cannot grow. */
const MOST_CHARACTERS = 128 * 1024;

/** What was verified last: an id, a signature and a pubkey that belong together do so for ever. */
let proven = '';

/**
 * The event with its id and a signature by this key. Signs exactly what it is given; validation happened before.
 * In wasm the check comes at once: it is what BIP-340 recommends against faults, and it overwrites what
 * libsecp256k1 leaves of the key on its stack.
 */
export function sign(event: UnsignedEvent, secretKey: Uint8Array): NostrEvent {
  const native = getNative();
  if (native && fits(event)) {
    try {
      return signNatively(native, event, secretKey);
    } catch {
      dropNative();
    }
  }
  const { pubkey, created_at, kind, tags, content } = event;
  const id = toEventId(event);
  const sig = bytesToHex(schnorr.sign(hexToBytes(id), secretKey));
  return { id, pubkey, created_at, kind, tags, content, sig };
}

function signNatively(native: Nostr, event: UnsignedEvent, secretKey: Uint8Array): NostrEvent {
  const { pubkey, created_at, kind, tags, content } = event;
  const signed = { id: '', pubkey, created_at, kind, tags, content, sig: '' };
  native.finalizeEvent(signed, secretKey); // the pubkey becomes the key's own
  native.verifyEvent(signed);
  proven = toFact(signed);
  return signed;
}

/** Whether the author signed the id; costs a third of a millisecond in wasm, and several times as much without. */
export function hasSignature(event: NostrEvent): boolean {
  const { sig, id, pubkey } = event;
  if (!/^[0-9a-f]{128}$/.test(sig)) return false;
  if (toFact(event) === proven) return true;
  const native = getNative();
  if (native && fits(event)) {
    try {
      native.verifyEvent(event);
      proven = toFact(event);
      return true;
    } catch (error) {
      if (isVerdict(error)) return false;
      dropNative();
    }
  }
  try {
    return schnorr.verify(hexToBytes(sig), hexToBytes(id), hexToBytes(pubkey));
  } catch {
    return false; // a pubkey that is no point on the curve
  }
}

/** What `nostr-wasm` says of an event; whatever else it throws is about itself. */
const isVerdict = (error: unknown): boolean =>
  error instanceof Error && /^(id|pubkey|signature) is invalid$/.test(error.message);

const toFact = ({ id, sig, pubkey }: NostrEvent): string => id + sig + pubkey;

const fits = (event: UnsignedEvent): boolean => serializeEvent(event).length <= MOST_CHARACTERS;
