/**
 * Gooti, "Export vault" and its snapshots: the vault as JSON. `identities` lists ids, each beside it as
 * `identity_` and the id (version 2), or the identities themselves (version 1). An identity's `nick` and `privkey`
 * are base64: AES-256-GCM under PBKDF2-SHA-256 of the password, 1,000 rounds, a salt of Gooti's own, one `iv` for
 * all. Permissions and relays stay behind.
 */
import { parseSecretKey } from '../nostr/keys';
import { FacetError } from '../rpc/errors';
import type { Entry } from './entry';
import { toName } from './entry';
import { openTexts, parseBase64 } from './sealed';
import { expectFew, isRecord } from './shape';

const SALT = new TextEncoder().encode('3e7cdebd-3b4c-4125-a18c-05750cad8ec3');
const ITERATIONS = 1_000;
const VERSIONS: readonly unknown[] = [1, 2];

export interface GootiVault extends Record<string, unknown> {
  version: number;
  iv: string;
  identities: unknown[];
}

/** Whether this value has the shape. */
export const isGooti = (value: unknown): value is GootiVault =>
  isRecord(value) &&
  typeof value['version'] === 'number' &&
  typeof value['iv'] === 'string' &&
  typeof value['vaultHash'] === 'string' &&
  Array.isArray(value['identities']);

export function readGooti(vault: GootiVault): Entry[] {
  if (!VERSIONS.includes(vault.version)) {
    throw new FacetError('unsupported', 'this file is of another version of Gooti than 1 and 2');
  }
  expectFew(vault.identities);
  return vault.identities.map((each) => {
    const key = typeof each === 'string' ? `identity_${each}` : '';
    return readIdentity(Object.hasOwn(vault, key) ? vault[key] : each, vault.iv);
  });
}

function readIdentity(identity: unknown, ivText: string): Entry {
  try {
    if (!isRecord(identity)) return { kind: 'unreadable', why: 'empty' };
    const iv = parseBase64(ivText);
    const [nick, privkey] = [parseBase64(identity['nick']), parseBase64(identity['privkey'])];
    return {
      kind: 'sealed',
      async open(password) {
        const sealing = { password, salt: SALT, iterations: ITERATIONS, iv };
        const [name = '', hex = ''] = await openTexts([nick, privkey], sealing);
        return { secretKey: parseSecretKey(hex), name: toName(name) };
      },
    };
  } catch {
    return { kind: 'unreadable', why: 'typo' };
  }
}
