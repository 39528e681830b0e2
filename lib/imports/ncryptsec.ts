import { expectSecretKey } from '../nostr/keys';
import { parseNcryptsec } from '../nostr/ncryptsec';
import { FacetError } from '../rpc/errors';

/** The secret key in NIP-49 text. Throws `invalid` for the text, `denied` for the password. Takes up to seconds. */
export async function openNcryptsec(input: string, password: string): Promise<Uint8Array> {
  const { text } = parseNcryptsec(input);
  const { decrypt } = await import('nostr-tools/nip49');
  let secretKey: Uint8Array;
  try {
    secretKey = decrypt(text, password.normalize('NFKC'));
  } catch (cause) {
    throw new FacetError('denied', 'this is not the password of this key', { cause });
  }
  return expectSecretKey(secretKey);
}
