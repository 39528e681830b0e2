/** The part of a list that only its owner can read: tags as JSON, encrypted to oneself in the content (NIP-51). */
import { MAX_TEXT } from '../nostr/event';
import { isEncrypted } from '../nostr/replace-diff';
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
  const protocol = content.includes('?iv=') ? 'nip04' : 'nip44';
  const refusal = signer.refusal(`${protocol}.decrypt`);
  if (refusal !== undefined) throw new FacetError('unsupported', refusal);
  try {
    return toTags(await signer[protocol].decrypt(signer.pubkey, content));
  } catch (error) {
    if (error instanceof InvalidError) return undefined;
    throw error; // a remote signer that said no, or nothing; a lock
  }
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
