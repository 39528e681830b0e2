import { createCipheriv, createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as nip44 from 'nostr-tools/nip44';
import { getPublicKey } from 'nostr-tools/pure';
import { describe, expect, it, vi } from 'vitest';
import { FacetError } from '#lib/rpc/errors';
import { createSecretKeySigner } from '#lib/signers/secret-key';

interface Vectors {
  valid: {
    get_conversation_key: { sec1: string; pub2: string; conversation_key: string }[];
    get_message_keys: {
      conversation_key: string;
      keys: { nonce: string; chacha_key: string; chacha_nonce: string; hmac_key: string }[];
    };
    calc_padded_len: [length: number, padded: number][];
    encrypt_decrypt: {
      sec1: string;
      sec2: string;
      conversation_key: string;
      nonce: string;
      plaintext: string;
      payload: string;
    }[];
    encrypt_decrypt_long_msg: {
      conversation_key: string;
      nonce: string;
      pattern: string;
      repeat: number;
      plaintext_sha256: string;
      payload_sha256: string;
    }[];
  };
  invalid: {
    encrypt_msg_lengths: number[];
    get_conversation_key: { sec1: string; pub2: string; note: string }[];
    decrypt: { conversation_key: string; nonce: string; plaintext: string; payload: string; note: string }[];
  };
}

// Some vectors have a conversation key and nobody it belongs to.
vi.mock(import('nostr-tools/nip44'), async (load) => {
  const real = await load();
  return { ...real, getConversationKey: vi.fn(real.getConversationKey) };
});

const file = readFileSync(join(import.meta.dirname, '../../../vectors/nip44.json'), 'utf8');
const { valid, invalid } = (JSON.parse(file) as { v2: Vectors }).v2;

const toBytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const toPub = (sec: string) => getPublicKey(toBytes(sec));
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A signer that borrows the key of a vector. */
const signerOf = (sec: string) =>
  createSecretKeySigner('', (use) => Promise.resolve().then(() => use(toBytes(sec))));

const [one, two] = ['1'.padStart(64, '0'), toPub('2'.padStart(64, '0'))];

/** The same for one call, in a conversation whose key is given. */
function signerIn(conversationKey: string) {
  vi.mocked(nip44.getConversationKey).mockReturnValueOnce(toBytes(conversationKey));
  return signerOf(one).nip44;
}

/** "hello" under the message keys of a vector, sealed without nostr-tools. */
function sealHello({
  nonce,
  chacha_key,
  chacha_nonce,
  hmac_key,
}: (typeof valid.get_message_keys.keys)[number]) {
  const padded = Buffer.alloc(2 + 32);
  padded.writeUInt16BE(5);
  padded.write('hello', 2);
  const counter = '00000000';
  const ciphertext = createCipheriv('chacha20', toBytes(chacha_key), toBytes(counter + chacha_nonce)).update(
    padded,
  );
  const sealed = Buffer.concat([toBytes(nonce), ciphertext]);
  const mac = createHmac('sha256', toBytes(hmac_key)).update(sealed).digest();
  return Buffer.concat([Buffer.of(2), sealed, mac]).toString('base64');
}

describe('the official vectors of NIP-44', () => {
  it('are all here, as the NIP names them', () => {
    expect(sha256(file)).toBe('269ed0f69e4c192512cc779e78c555090cebc7c785b609e338a62afc3ce25040');
  });

  it.each(valid.get_conversation_key)('$sec1 and $pub2 have a conversation key', async (vector) => {
    const { sec1, pub2, conversation_key: key } = vector;
    const payload = await signerOf(sec1).nip44.encrypt(pub2, 'hello');
    expect(nip44.decrypt(payload, toBytes(key))).toBe('hello');
    expect(await signerOf(sec1).nip44.decrypt(pub2, nip44.encrypt('back', toBytes(key)))).toBe('back');
  });

  it.each(valid.get_message_keys.keys)('nonce $nonce gives the keys of a message', async (keys) => {
    const signer = signerIn(valid.get_message_keys.conversation_key);
    expect(await signer.decrypt(two, sealHello(keys))).toBe('hello');
  });

  it.each(valid.calc_padded_len)('a text of %d bytes becomes %d', async (length, padded) => {
    const payload = await signerOf(one).nip44.encrypt(two, 'x'.repeat(length));
    // version, nonce, length, padded text, mac
    const prefix = length < 65_536 ? 2 : 6;
    expect(Buffer.from(payload, 'base64')).toHaveLength(1 + 32 + prefix + padded + 32);
  });

  describe.each(valid.encrypt_decrypt)('$sec1 and $sec2', (vector) => {
    const { sec1, sec2, conversation_key, nonce, plaintext, payload } = vector;
    const key = toBytes(conversation_key);
    const sides = [
      { sec: sec1, peer: toPub(sec2) },
      { sec: sec2, peer: toPub(sec1) },
    ];

    it.each(sides)('have the same key and message, seen by $sec', async ({ sec, peer }) => {
      expect(nip44.getConversationKey(toBytes(sec), peer)).toEqual(key);
      expect(nip44.encrypt(plaintext, key, toBytes(nonce))).toBe(payload);
      expect(await signerOf(sec).nip44.decrypt(peer, payload)).toBe(plaintext);
      expect(nip44.decrypt(await signerOf(sec).nip44.encrypt(peer, plaintext), key)).toBe(plaintext);
    });

    it.each(sides)('read no altered message, seen by $sec', async ({ sec, peer }) => {
      const bytes = Buffer.from(payload, 'base64');
      for (const at of [0, 1, 33, bytes.length - 33, bytes.length - 1]) {
        const altered = Buffer.from(bytes);
        altered.writeUInt8(bytes.readUInt8(at) ^ 1, at);
        const read = signerOf(sec).nip44.decrypt(peer, altered.toString('base64'));
        await expect(read).rejects.toMatchObject({ code: 'invalid' });
      }
    });
  });

  it.each(valid.encrypt_decrypt_long_msg)('$repeat times "$pattern" is one message', async (vector) => {
    const { conversation_key: key, nonce, pattern, repeat } = vector;
    const plaintext = pattern.repeat(repeat);
    const payload = nip44.encrypt(plaintext, toBytes(key), toBytes(nonce));
    expect(sha256(plaintext)).toBe(vector.plaintext_sha256);
    expect(sha256(payload)).toBe(vector.payload_sha256);
    expect(await signerIn(key).decrypt(two, payload)).toBe(plaintext);
    expect(nip44.decrypt(await signerIn(key).encrypt(two, plaintext), toBytes(key))).toBe(plaintext);
  });

  const [empty, ...long] = invalid.encrypt_msg_lengths;

  it('nothing is no message', async () => {
    expect(empty).toBe(0);
    await expect(signerOf(one).nip44.encrypt(two, '')).rejects.toMatchObject({ code: 'invalid' });
  });

  // The vectors call these invalid. NIP-44 has allowed them since nips#1907, and nostr-tools follows (nips#2455).
  it.each(long)('a text of %d bytes is a message by now', async (length) => {
    const { encrypt, decrypt } = signerOf(one).nip44;
    const plaintext = 'x'.repeat(length);
    expect((await decrypt(two, await encrypt(two, plaintext))) === plaintext).toBe(true);
  });

  it.each(invalid.get_conversation_key)('there is no conversation: $note', async ({ sec1, pub2 }) => {
    const { encrypt, decrypt } = signerOf(sec1).nip44;
    const payload = valid.encrypt_decrypt[0]?.payload ?? '';
    expect(() => nip44.getConversationKey(toBytes(sec1), pub2)).toThrow();
    await expect(encrypt(pub2, 'x')).rejects.toMatchObject({ code: 'invalid' });
    await expect(decrypt(pub2, payload)).rejects.toMatchObject({ code: 'invalid' });
  });

  it.each(invalid.decrypt)('"$plaintext" is not read: $note', async (vector) => {
    const { conversation_key: key, plaintext, payload, note } = vector;
    const error: unknown = await signerIn(key)
      .decrypt(two, payload)
      .catch((thrown: unknown) => thrown);
    if (!(error instanceof FacetError)) throw new Error('this was read');
    expect(error.message).not.toContain(plaintext);
    // It fails for the reason the vector is about.
    expect(String(error.cause)).toContain(note);
  });
});
