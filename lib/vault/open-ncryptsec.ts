import { bech32 } from '@scure/base';
import { decrypt } from 'nostr-tools/nip49';
import { FacetError, InvalidError } from '../rpc/errors';

/** The dearest scrypt that is run, 2^20: a gigabyte. More is a text made to freeze the machine. */
const MAX_LOG_N = 20;

/**
 * The 32 secret bytes in an ncryptsec (NIP-49), which the caller wipes. Throws FacetError that never repeats the
 * input: `invalid` for what is none, `denied` for a wrong password.
 */
export function openNcryptsec(input: string, password: string): Uint8Array {
  const text = input.trim();
  expectAffordable(text);
  let secretKey: Uint8Array;
  try {
    secretKey = decrypt(text, password);
  } catch {
    throw new FacetError('denied', 'that is not the password of this encrypted key');
  }
  if (secretKey.length === 32) return secretKey;
  secretKey.fill(0);
  throw new InvalidError('this encrypted key does not hold 32 bytes');
}

/** Version 2, 91 bytes in all, and a work factor that is a moment's work. */
function expectAffordable(text: string): void {
  let bytes: Uint8Array;
  try {
    const { prefix, words } = bech32.decode(text as `ncryptsec1${string}`, 1_000);
    bytes = prefix === 'ncryptsec' ? bech32.fromWords(words) : new Uint8Array();
  } catch {
    // without its cause, which quotes the text
    throw new InvalidError('this encrypted key (ncryptsec) has a typing error or is cut off');
  }
  const [version, logN = Infinity] = bytes;
  if (version !== 2 || bytes.length !== 91 || logN < 1 || logN > MAX_LOG_N) {
    throw new InvalidError('this is not an encrypted key (ncryptsec) that Facet reads');
  }
}
