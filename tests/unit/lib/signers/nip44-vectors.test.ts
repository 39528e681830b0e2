import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as nip44 from 'nostr-tools/nip44';
import { getPublicKey } from 'nostr-tools/pure';
import { describe, expect, it } from 'vitest';
import { createSecretKeySigner } from '#lib/signers/secret-key';

interface Vectors {
  conversation_key: [sec1: string, pub2: string, key: string][];
  conversation_key_of_two: [sec1: string, sec2: string, key: string][];
  encrypt_decrypt: [sec1: string, sec2: string, plaintext: string, payload: string][];
  padded_length: [length: number, padded: number][];
  invalid_conversation_key: [sec1: string, pub2: string, note: string][];
}

const path = join(import.meta.dirname, '../../../vectors/nip44.json');
const vectors = JSON.parse(readFileSync(path, 'utf8')) as Vectors;

const toBytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const toPub = (sec: string) => getPublicKey(toBytes(sec));

/** A signer that borrows the key of a vector. */
const signerOf = (sec: string) =>
  createSecretKeySigner('', (use) => Promise.resolve().then(() => use(toBytes(sec))));

describe('the official vectors of NIP-44', () => {
  it.each(vectors.conversation_key)('%.8s and %.8s have a conversation key', async (sec1, pub2, key) => {
    const payload = await signerOf(sec1).nip44.encrypt(pub2, 'hello');
    expect(nip44.decrypt(payload, toBytes(key))).toBe('hello');
    expect(await signerOf(sec1).nip44.decrypt(pub2, nip44.encrypt('back', toBytes(key)))).toBe('back');
  });

  it.each(vectors.conversation_key_of_two)('%.8s and %.8s have the same one', async (sec1, sec2, key) => {
    for (const [sec, pub] of [
      [sec1, toPub(sec2)],
      [sec2, toPub(sec1)],
    ] as const) {
      expect(nip44.decrypt(await signerOf(sec).nip44.encrypt(pub, 'hello'), toBytes(key))).toBe('hello');
    }
  });

  it.each(vectors.encrypt_decrypt)(
    '%.8s and %.8s both read their message',
    async (sec1, sec2, text, payload) => {
      expect(await signerOf(sec1).nip44.decrypt(toPub(sec2), payload)).toBe(text);
      expect(await signerOf(sec2).nip44.decrypt(toPub(sec1), payload)).toBe(text);
    },
  );

  it.each(vectors.encrypt_decrypt)(
    '%.8s and %.8s read no altered message',
    async (sec1, sec2, _text, payload) => {
      const bytes = Buffer.from(payload, 'base64');
      for (const at of [0, 1, 33, bytes.length - 33, bytes.length - 1]) {
        const altered = Buffer.from(bytes);
        altered.writeUInt8(bytes.readUInt8(at) ^ 1, at);
        const read = signerOf(sec1).nip44.decrypt(toPub(sec2), altered.toString('base64'));
        await expect(read).rejects.toMatchObject({ code: 'invalid' });
      }
    },
  );

  it.each(vectors.padded_length)('a text of %d bytes becomes %d', async (length, padded) => {
    const [sec1, pub2] = vectors.conversation_key[0] ?? ['', ''];
    const payload = await signerOf(sec1).nip44.encrypt(pub2, 'x'.repeat(length));
    // version, nonce, length, padded text, mac
    expect(Buffer.from(payload, 'base64')).toHaveLength(1 + 32 + 2 + padded + 32);
  });

  it.each(vectors.invalid_conversation_key)('%.8s and %.8s have none: %s', async (sec1, pub2) => {
    const { nip44: cipher } = signerOf(sec1);
    const payload = vectors.encrypt_decrypt[0]?.[3] ?? '';
    await expect(cipher.encrypt(pub2, 'x')).rejects.toMatchObject({ code: 'invalid' });
    await expect(cipher.decrypt(pub2, payload)).rejects.toMatchObject({ code: 'invalid' });
  });
});
