/**
 * nos2x-fox, "Export profile": one profile as JSON. `privateKey` is hex, or, where a PIN protects it, the JSON text
 * of `salt`, `iv` and `ciphertext` in base64: AES-256-GCM under PBKDF2-SHA-256 of the PIN, 100,000 rounds.
 * `relays` and `permissions` stay behind.
 */
import { parseSecretKey } from '../nostr/keys';
import { readHexKey, toName, type Entry } from './entry';
import { openTexts, parseBase64 } from './sealed';
import { isRecord } from './shape';

const ITERATIONS = 100_000;

/** Whether this value has the shape. */
export const isNos2xFox = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && typeof value['privateKey'] === 'string';

export function readNos2xFox(profile: Record<string, unknown>): Entry {
  const { privateKey } = profile;
  const name = toName(profile['name']);
  if (typeof privateKey !== 'string' || !privateKey.trimStart().startsWith('{')) {
    return readHexKey(privateKey, name);
  }
  try {
    const sealed = JSON.parse(privateKey) as Record<string, unknown>;
    const [salt, iv, ciphertext] = [sealed['salt'], sealed['iv'], sealed['ciphertext']].map((each) =>
      parseBase64(each),
    ) as [Uint8Array, Uint8Array, Uint8Array];
    return {
      kind: 'sealed',
      name,
      async open(password) {
        const [hex = ''] = await openTexts([ciphertext], { password, salt, iv, iterations: ITERATIONS });
        return { secretKey: parseSecretKey(hex), name };
      },
    };
  } catch {
    return { kind: 'unreadable', why: 'typo', name };
  }
}
