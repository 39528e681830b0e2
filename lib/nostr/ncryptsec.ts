import { InvalidError } from '../rpc/errors';
import { decodeBech32 } from './bech32';

/** Version, log_n, salt, nonce, key security byte, and the key with its tag (NIP-49). */
const LENGTH = 1 + 1 + 16 + 24 + 1 + 48;

/** Scrypt with 2^20 takes four seconds and a gibibyte; a text that asks for more is meant to freeze somebody. */
export const MAX_LOG_N = 20;

/** The head of an encrypted key (NIP-49), spaces around it ignored. Throws InvalidError that never repeats the input. */
export function parseNcryptsec(input: string): { text: string; logN: number } {
  const text = input.trim();
  const bytes = decodeBech32('ncryptsec', text);
  if (!bytes) throw new InvalidError('this encrypted key has a typing error or is cut off');
  const [version, logN = 0] = bytes;
  if (bytes.length !== LENGTH)
    throw new InvalidError(`an encrypted key has ${LENGTH} bytes, got ${bytes.length}`);
  if (version !== 2) throw new InvalidError(`the version of an encrypted key must be 2, got ${version}`);
  if (logN < 1 || logN > MAX_LOG_N) {
    throw new InvalidError(`the work factor of an encrypted key must be from 1 to ${MAX_LOG_N}, got ${logN}`);
  }
  return { text: text.toLowerCase(), logN };
}
