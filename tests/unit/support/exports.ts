/** Exports as other signers write them, made of labels; sealed with their own parameters, by other code than Facet's. */
import { createCipheriv, createHash, pbkdf2Sync } from 'node:crypto';
import { nsecEncode } from 'nostr-tools/nip19';
import { hexOf, secretOf } from './keys';

/** Bytes that only look random. */
const bytesOf = (label: string, length: number) =>
  createHash('sha256').update(`facet test bytes: ${label}`).digest().subarray(0, length);

function seal(text: string, password: string, salt: string | Buffer, iterations: number, iv: Buffer): string {
  const key = pbkdf2Sync(password, salt, iterations, 32, 'sha256');
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** nos2x-fox, "Export profile"; with a PIN the key is sealed. */
export function nos2xFoxOf(
  label: string,
  { name = label, pin }: { name?: string; pin?: string } = {},
): string {
  const [salt, iv] = [bytesOf(`${label} salt`, 16), bytesOf(`${label} iv`, 12)];
  const sealed = (password: string) =>
    JSON.stringify({
      salt: salt.toString('base64'),
      iv: iv.toString('base64'),
      ciphertext: seal(hexOf(label), password, salt, 100_000, iv),
    });
  return JSON.stringify({
    privateKey: pin === undefined ? hexOf(label) : sealed(pin),
    name,
    relays: { 'wss://relay.example': { read: true, write: true } },
    permissions: { 'https://site.example': { condition: 'forever', created_at: 1_700_000_000, level: 20 } },
  });
}

/** keys.band, "Export All Keys". */
export const keysBandOf = (...labels: string[]): string =>
  JSON.stringify(
    [...labels.map((name) => ({ name, nsec: nsecEncode(secretOf(name)) })), { name: 'Unknown', nsec: 'N/A' }],
    null,
    2,
  );

const GOOTI_SALT = '3e7cdebd-3b4c-4125-a18c-05750cad8ec3';

/** Gooti, "Export vault", in either version. */
export function gootiOf(labels: string[], password: string, version: 1 | 2 = 2): string {
  const iv = bytesOf('gooti iv', 12);
  const sealed = (text: string) => seal(text, password, GOOTI_SALT, 1_000, iv);
  const identities = labels.map((label) => ({
    id: sealed(`id of ${label}`),
    nick: sealed(label),
    createdAt: sealed('2025-01-01T00:00:00.000Z'),
    privkey: sealed(hexOf(label)),
  }));
  return JSON.stringify(
    {
      version,
      iv: iv.toString('base64'),
      vaultHash: createHash('sha256').update(password).digest('hex'),
      selectedIdentityId: identities[0]?.id ?? null,
      permissions: version === 1 ? [] : ['a permission'],
      relays: [],
      identities: version === 1 ? identities : identities.map(({ id }) => id),
      ...(version === 1
        ? {}
        : Object.fromEntries(identities.map((identity) => [`identity_${identity.id}`, identity]))),
    },
    undefined,
    4,
  );
}
