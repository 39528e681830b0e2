import { expect, it } from 'vitest';
import { isEncrypted, isNip04 } from '#lib/nostr/ciphertext';

const NIP44 = `A${'q'.repeat(175)}`;
const NIP04 = 'aGVsbG8=?iv=aGVsbG8gaGVsbG8gaGVsbA==';

it.each([
  ['NIP-44', NIP44, false],
  ['a later version of NIP-44', `Aw${'q'.repeat(174)}`, false],
  ['NIP-04', NIP04, true],
  ['NIP-04 without padding', NIP04.replaceAll('=', '').replace('?iv', '?iv='), true],
  ['NIP-04 with a vector that is too short', 'YWJj?iv=ZGVm', true],
])('what was encrypted is known by its form: %s', (_, content, older) => {
  expect(isEncrypted(content)).toBe(true);
  expect(isNip04(content)).toBe(older);
});

it.each([
  ...['', 'hello', '{"a":1}', 'A'.repeat(20), 'what?iv=', '?iv=not', `B${'q'.repeat(175)}`],
  ...[NIP44, NIP04].flatMap((encrypted) => [`Read this: ${encrypted}`, `${encrypted} is what I got`]),
])('%.20s is a text that can be read', (text) => {
  expect(isEncrypted(text)).toBe(false);
});
