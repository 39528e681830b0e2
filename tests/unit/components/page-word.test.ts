import { expect, it, vi } from 'vitest';
import { forgetPageWords, ofPageWord, toPageWord } from '#components/basic/page-word';
import { toNpub } from '#lib/nostr/keys';
import { pubkeyOf } from '../support/keys';

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];

it('an account has one word for the life of the page, of which nobody can tell whose it is', async () => {
  const word = toPageWord(ada);
  expect(toPageWord(ada)).toBe(word);
  expect(toPageWord(bob)).not.toBe(word);
  expect(ofPageWord(word)).toBe(ada);
  vi.resetModules();
  const another = await import('#components/basic/page-word');
  expect(another.ofPageWord(word)).toBeUndefined();
  expect(another.toPageWord(ada)).not.toBe(word);
});

it('an address that names an account itself names none', () => {
  toPageWord(ada);
  for (const name of [ada, toNpub(ada), '']) expect(ofPageWord(name)).toBeUndefined();
});

it('the lock forgets every word, and the next ones are others', () => {
  const word = toPageWord(ada);
  forgetPageWords();
  expect(ofPageWord(word)).toBeUndefined();
  expect(toPageWord(ada)).not.toBe(word);
});
