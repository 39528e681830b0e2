import { beforeAll, describe, expect, it } from 'vitest';
import type { PasswordWrap, VaultHeader } from '#lib/storage/database';
import { KDF_DEFAULT } from '#lib/vault/cipher';
import { createHeader, openHeader } from '#lib/vault/header';
import { PASSWORD } from '../../support/rooms';

let header: VaultHeader;
let dek: Uint8Array;
beforeAll(async () => {
  ({ header, dek } = await createHeader(PASSWORD));
});

/** The way in of a header that has but one. */
const wrapOf = ({ wraps }: VaultHeader) => wraps[0] as PasswordWrap;

/** A copy of the header with its one wrap changed; the derivation can be made cheap, as it is not opened then. */
const withWrap = (change: (wrap: PasswordWrap) => void): VaultHeader => {
  const copy = structuredClone(header);
  change(wrapOf(copy));
  return copy;
};

const flip = (bytes: Uint8Array, at: number) => {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
};

describe('the header of a vault', () => {
  it('is opened by its password, and names how', async () => {
    expect(await openHeader(header, PASSWORD)).toEqual(dek);
    const wrap = wrapOf(header);
    expect(header.version).toBe(1);
    expect(wrap.kdf).toMatchObject({ name: 'argon2id', memory: 64 * 1024, iterations: 3, parallelism: 1 });
    expect(wrap.kdf).toMatchObject(KDF_DEFAULT);
    expect(wrap.kdf.salt).toHaveLength(16);
    expect(wrap.iv).toHaveLength(12);
  });

  it('is not opened by another password', async () => {
    expect(await openHeader(header, `${PASSWORD} `)).toBeUndefined();
    expect(await openHeader(header, '')).toBeUndefined();
  });

  it('shares nothing with another one under the same password', async () => {
    const other = await createHeader(PASSWORD);
    expect(other.dek).not.toEqual(dek);
    expect(other.header.vaultId).not.toEqual(header.vaultId);
    expect(wrapOf(other.header).kdf.salt).not.toEqual(wrapOf(header).kdf.salt);
    const swapped = { ...header, wraps: other.header.wraps };
    expect(await openHeader(swapped, PASSWORD)).toBeUndefined();
  });

  it('does not hold the DEK', () => {
    const text = JSON.stringify(header, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
    );
    expect(text).not.toContain(Buffer.from(dek).toString('hex'));
  });

  it.each([
    ['the memory', { memory: 32 * 1024 }],
    ['the iterations', { iterations: 2 }],
    ['the lanes', { parallelism: 2 }],
  ])('is not opened when %s of its derivation were changed', async (_name, change) => {
    const changed = withWrap((wrap) => Object.assign(wrap.kdf, change));
    expect(await openHeader(changed, PASSWORD)).toBeUndefined();
  });

  it.each([
    ['name', { name: 'pbkdf2' }],
    ['too much memory', { memory: 2 ** 20 + 1 }],
    ['too many iterations', { iterations: 21 }],
    ['too many lanes', { parallelism: 5 }],
    ['no memory', { memory: 0 }],
    ['no iteration', { iterations: 0 }],
    ['NaN', { memory: NaN }],
    ['infinity', { iterations: Infinity }],
    ['a fraction', { iterations: 1.5 }],
    ['less memory than its lanes need', { memory: 16, parallelism: 4 }],
    ['a short salt', { salt: new Uint8Array(8) }],
  ])('that names a derivation with %s is refused before anything is derived', async (_name, change) => {
    const changed = withWrap((wrap) => Object.assign(wrap.kdf, change));
    await expect(openHeader(changed, PASSWORD)).rejects.toMatchObject({ code: 'invalid' });
  });

  it.each([
    ['vault id', { vaultId: undefined }],
    ['ways in', { wraps: undefined }],
  ])('that lost its %s is refused with words', async (_name, lost) => {
    const damaged = { ...header, ...lost } as unknown as VaultHeader;
    await expect(openHeader(damaged, PASSWORD)).rejects.toMatchObject({ code: 'internal' });
  });

  it.each([null, {}, { type: 'passkey' }, { type: 'password', iv: 'x' }])(
    'is opened past a way in that is %j',
    async (wrap) => {
      const damaged = { ...header, wraps: [wrap, ...header.wraps] } as unknown as VaultHeader;
      expect(await openHeader(damaged, PASSWORD)).toEqual(dek);
    },
  );

  it('of a newer version is refused and left as it is', async () => {
    const newer = { ...structuredClone(header), version: 2 } as unknown as VaultHeader;
    const before = structuredClone(newer);
    await expect(openHeader(newer, PASSWORD)).rejects.toMatchObject({ code: 'unsupported' });
    expect(newer).toEqual(before);
  });
});

describe('a header that somebody tampered with', () => {
  const parts: [string, (header: VaultHeader) => Uint8Array][] = [
    ['vault id', ({ vaultId }) => vaultId],
    ['salt', (header) => wrapOf(header).kdf.salt],
    ['iv', (header) => wrapOf(header).iv],
    ['ciphertext', (header) => wrapOf(header).ciphertext],
  ];

  it.each(parts)('is not opened, whichever byte of its %s was changed', async (_name, part) => {
    const length = part(header).length;
    for (let at = 0; at < length; at += 1) {
      const changed = structuredClone(header);
      flip(part(changed), at);
      expect(await openHeader(changed, PASSWORD)).toBeUndefined();
    }
  });
});
