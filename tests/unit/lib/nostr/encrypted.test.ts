import { encrypt } from 'nostr-tools/nip44';
import { expect, it } from 'vitest';
import { isPrivateContent } from '#lib/nostr/encrypted';

const note = (content: string) => ({ kind: 1, content, tags: [], created_at: 1_750_000_000 });

it('what was encrypted by NIP-44 is known whatever its nonce begins with', () => {
  const key = new Uint8Array(32).fill(7);
  const missed = Array.from({ length: 256 }, (_, byte) => {
    const nonce = new Uint8Array(32).fill(byte);
    return isPrivateContent(note(encrypt('hello', key, nonce))) ? [] : [byte];
  }).flat();
  expect(missed).toEqual([]);
});

it('what was encrypted by NIP-04 is known, and other text is not', () => {
  expect(isPrivateContent(note('c2VjcmV0?iv=c2VjcmV0c2VjcmV0c2Vjcg=='))).toBe(true);
  expect(isPrivateContent(note('Again, hello'))).toBe(false);
  expect(isPrivateContent(note(`B${'w'.repeat(140)}`))).toBe(false); // base64, but of no version near 2
});

it.each([14, 15])('a message of kind %i is private before it is sealed', (kind) => {
  expect(isPrivateContent({ ...note('https://files.example/1'), kind })).toBe(true);
});

it('a text with something encrypted in it is as public as any other', () => {
  const nip44 = `Ag${'w'.repeat(140)}`;
  for (const encrypted of ['c2VjcmV0?iv=c2VjcmV0c2VjcmV0c2Vjcg==', nip44]) {
    expect(isPrivateContent(note(encrypted))).toBe(true);
    expect(isPrivateContent(note(`I got ${encrypted}`))).toBe(false);
    expect(isPrivateContent(note(`${encrypted} is what I got`))).toBe(false);
  }
});
