/** What is on the disk of somebody else's machine: header, wraps, sealed records. Opened as written, or refused. */
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { vi } from 'vitest';
import { FacetError } from '#lib/rpc/errors';
import type { KdfParams, SealedRecord, VaultHeader } from '#lib/storage/database';
import { deriveKek } from '#lib/vault/cipher';
import { createHeader, openHeader } from '#lib/vault/header';
import { deriveKeys } from '#lib/vault/keys';
import { addPasskeyWrap, openPasskeyWrap } from '#lib/vault/passkey';
import { openRecord, sealRecord } from '#lib/vault/records';
import { expectNoSecret, hostileNumber, hostileText, mutated, SECRETS } from './support/hostile';
import { property, surface } from './support/surface';

const runs = vi.hoisted(() => [] as { memorySize: number; iterations: number; parallelism: number }[]);

// what argon2id is asked to do, without the time that it takes: another answer for every other question
vi.mock('hash-wasm', () => ({
  argon2id(options: (typeof runs)[number]) {
    runs.push(options);
    return Promise.resolve(new Uint8Array(createHash('sha256').update(JSON.stringify(options)).digest()));
  },
}));

const PASSWORD = SECRETS[2] ?? '';
const secret = new Uint8Array(32).fill(5);
const made = await createHeader(PASSWORD);
const dek = made.dek.slice();
const header = await addPasskeyWrap(made.header, dek, {
  ...{ credentialId: new Uint8Array(16).fill(1), salt: new Uint8Array(32).fill(2), secret, name: 'Key' },
});
const passkeyId = header.wraps.flatMap((wrap) => (wrap.type === 'passkey' ? [wrap.id] : []))[0] ?? '';
const keys = await deriveKeys(dek.slice(), header.vaultId);
const plaintext = new TextEncoder().encode(SECRETS[0]);
const NAME = { id: 'a', type: 'account', pubkey: 'f'.repeat(64) } as const;
const record = await sealRecord(keys, { ...NAME, generation: 0 }, plaintext);

/** One byte of one of its fields is another, or it is as it was. */
const flipped = <T extends object>(whole: T, find: (copy: T) => Uint8Array[]): fc.Arbitrary<T> =>
  fc.tuple(fc.nat(3), fc.nat(0xff), fc.nat(0xff)).map(([field, at, bits]) => {
    const copy = structuredClone(whole);
    const bytes = find(copy)[field];
    if (bytes) bytes[at % bytes.length]! ^= bits;
    return copy;
  });

const headers = fc.oneof(
  mutated(fc.constant(header)) as fc.Arbitrary<VaultHeader>,
  flipped(header, ({ vaultId, wraps: [wrap, other] }) => [
    vaultId,
    wrap!.iv,
    wrap!.ciphertext,
    other!.ciphertext,
  ]),
);
const records = fc.oneof(
  mutated(fc.constant(record)) as fc.Arbitrary<SealedRecord>,
  flipped(record, ({ iv, ciphertext }) => [iv, ciphertext]),
);
const isHeader = (value: unknown) => typeof value === 'object' && value !== null;

/** What is opened; undefined where it is refused, by a typed error without a secret in it. */
async function attempt<T>(open: () => Promise<T>): Promise<T | undefined> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof FacetError)) throw error;
    expectNoSecret(error.message);
    return undefined;
  }
}

const isSame = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;

function expectDek(opened: Uint8Array | undefined): void {
  if (opened && !isSame(opened, dek)) throw new Error('another key');
}

surface('vault', [
  property('no derivation is run that takes more than a gibibyte, twenty passes or four lanes', 15_000, {
    cases: fc.record({
      name: fc.constantFrom('argon2id', 'argon2id', 'argon2id', 'argon2i', 'scrypt'),
      memory: fc.oneof(hostileNumber, fc.constantFrom(7, 8, 65_536, 1_048_576, 1_048_577)),
      iterations: fc.oneof(hostileNumber, fc.nat(22)),
      parallelism: fc.oneof(hostileNumber, fc.nat(5)),
      salt: fc.constantFrom(15, 16, 16, 16, 17).map((length) => new Uint8Array(length)),
    }),
    async holds(kdf) {
      runs.length = 0;
      await attempt(() => deriveKek('password', kdf as KdfParams));
      for (const { memorySize, iterations, parallelism } of runs) {
        if (kdf.name !== 'argon2id' || kdf.salt.length !== 16) throw new Error('another derivation');
        if (!(memorySize >= 8 * parallelism && memorySize <= 1024 * 1024)) throw new Error('memory');
        if (!(iterations >= 1 && iterations <= 20 && parallelism >= 1 && parallelism <= 4))
          throw new Error('work');
      }
    },
  }),
  property('a header opens with its password to the key that was wrapped, or not at all', 10_000, {
    cases: fc.tuple(headers.filter(isHeader), fc.oneof(fc.constant(PASSWORD), hostileText)),
    async holds([damaged, password]) {
      const opened = await attempt(() => openHeader(damaged, password));
      expectDek(opened);
      if (opened && password !== PASSWORD) throw new Error('this is not the password');
    },
  }),
  property('a passkey opens its own wrap to the key that was wrapped, or nothing', 8_000, {
    cases: fc.tuple(
      headers.filter(isHeader),
      fc.constantFrom(passkeyId, '__proto__'),
      fc.constantFrom(32, 31, 0),
    ),
    async holds([damaged, id, length]) {
      const opened = await attempt(() => openPasskeyWrap(damaged, id, secret.slice(0, length)));
      expectDek(opened);
      if (opened && (id !== passkeyId || length !== 32)) throw new Error('this is not the passkey');
    },
  }),
  property('a sealed record is what was sealed, under its own name alone, or damaged', 12_000, {
    cases: fc.tuple(
      records.filter(isHeader),
      fc.constantFrom(
        NAME,
        NAME,
        { ...NAME, id: 'b' },
        { ...NAME, pubkey: '0'.repeat(64) },
        { ...NAME, type: 'state' as const },
      ),
    ),
    async holds([damaged, name]) {
      const opened = await attempt(() => openRecord(keys, damaged, name));
      if (!opened) return;
      if (name !== NAME || !isSame(opened, plaintext)) throw new Error('this stands in for another');
      const { iv, ciphertext, generation } = damaged;
      if (generation !== 0 || !isSame(iv, record.iv) || !isSame(ciphertext, record.ciphertext))
        throw new Error('it was altered');
    },
  }),
]);
