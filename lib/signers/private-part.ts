/** The part of a list that only its owner can read: tags as JSON, encrypted to oneself in the content (NIP-51). */
import { MAX_TEXT } from '../nostr/event';
import { isEncrypted, isNip04 } from '../nostr/ciphertext';
import { FacetError, InvalidError } from '../rpc/errors';
import { list, string } from '../rpc/parse';
import type { Signer } from './signer';

const tags = list(list(string(MAX_TEXT), 2_000), 20_000);

/**
 * Its tags; none where there is none, undefined where it is no list that can be read. Throws `unsupported` where the
 * signer cannot decrypt, and what keeps it from doing so now.
 */
export async function readPrivatePart(signer: Signer, content: string): Promise<string[][] | undefined> {
  if (!isEncrypted(content)) return [];
  const protocol = isNip04(content) ? 'nip04' : 'nip44';
  const refusal = signer.refusal(`${protocol}.decrypt`);
  if (refusal !== undefined) throw new FacetError('unsupported', refusal);
  try {
    return toTags(await signer[protocol].decrypt(signer.pubkey, content));
  } catch (error) {
    if (error instanceof InvalidError) return undefined;
    throw error; // a remote signer that said no, or nothing; a lock
  }
}

/**
 * Whether its owner can read it, where that is found out here: a signer elsewhere would have to be asked, and perhaps a
 * person. Undefined where it is not. What it says is not kept.
 */
export async function isReadablePart(signer: Signer, content: string): Promise<boolean | undefined> {
  if (!hasForm(content)) return false;
  if (signer.health) return undefined;
  try {
    return (await readPrivatePart(signer, content)) !== undefined;
  } catch {
    return undefined; // locked meanwhile, or an account without a key
  }
}

/** Texts of more than 65,535 bytes say their length in so many bytes more (NIP-44). */
const LONGER = 4;

/** NIP-44 begins with its version and pads to few lengths, NIP-04 to blocks of 16 bytes: nobody can read anything else. */
function hasForm(content: string): boolean {
  if (isNip04(content)) return isBlocks(toLength(content.slice(0, content.indexOf('?'))));
  const padded = toLength(content) - 1 - 32 - 2 - 32;
  return /^A[g-v]/.test(content) && (isPadded(padded) || isPadded(padded - LONGER));
}

/** How many bytes are behind base64. */
const toLength = (text: string): number => Math.floor((text.replace(/=+$/, '').length * 3) / 4);

const isBlocks = (length: number): boolean => length > 0 && length % 16 === 0;

/** As NIP-44 pads: to 32 bytes at least, and to an eighth of the power of two above. */
function isPadded(length: number): boolean {
  if (length < 32) return false;
  const power = 2 ** Math.ceil(Math.log2(length));
  return length % Math.max(32, power / 8) === 0;
}

/** Throws `invalid`. */
function toTags(text: string): string[][] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new InvalidError('the private part of the list is no JSON', { cause });
  }
  return tags(parsed, 'private part');
}
