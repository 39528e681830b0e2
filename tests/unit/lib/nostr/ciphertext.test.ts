import { expect, it } from 'vitest';
import { isEncrypted, isNip04 } from '#lib/nostr/ciphertext';

const NIP44 = `A${'q'.repeat(175)}`;
const NIP04 = 'aGVsbG8=?iv=aGVsbG8gaGVsbG8gaGVsbA==';

it('what was encrypted is known by its form, and which of the two it is', () => {
  for (const encrypted of [NIP44, NIP04, NIP04.replace(/==$/, '')]) expect(isEncrypted(encrypted)).toBe(true);
  expect([NIP44, NIP04].map(isNip04)).toEqual([false, true]);
});

it.each([
  ...['', 'hello', '{"a":1}', 'A'.repeat(20), 'what?iv=not'],
  `AA${'q'.repeat(174)}`, // a version that there is not
  ...[NIP44, NIP04].flatMap((encrypted) => [`Read this: ${encrypted}`, `${encrypted} is what I got`]),
])('%.20s is a text that can be read', (text) => {
  expect(isEncrypted(text)).toBe(false);
});
