import { nsecEncode } from 'nostr-tools/nip19';
import { describe, expect, it } from 'vitest';
import { toForms, toSought } from '../../memory/forms';
import { createSearch } from '../../memory/search';
import { secretOf } from '../support/keys';

const key = secretOf('ada');
const hex = Buffer.from(key).toString('hex');

/** What is counted of these secrets in this memory, by kind. */
function countIn(memory: Uint8Array, ...secrets: Parameters<typeof toSought>[0]) {
  const { sequences, toCounts } = toSought(secrets);
  const search = createSearch(sequences);
  search.feed(memory);
  return toCounts(search.counts);
}

describe('forms', () => {
  it.each([
    ['as it is', Buffer.from(key)],
    ['backwards, as numbers are held', Buffer.from(key).reverse()],
    ['hex', Buffer.from(hex)],
    ['hex with two bytes for a character', Buffer.from(hex, 'utf16le')],
    ['upper case', Buffer.from(hex.toUpperCase())],
    ['nsec', Buffer.from(nsecEncode(key))],
    ['nsec with two bytes for a character', Buffer.from(nsecEncode(key), 'utf16le')],
    ['base64', Buffer.from(Buffer.from(key).toString('base64'))],
    ['JSON', Buffer.from(JSON.stringify([...key]))],
    ['negated', Buffer.from(toForms({ kind: 'a', value: key, signs: true })['negated']!)],
  ])('a key is counted once: %s', (_, memory) => {
    expect(countIn(memory, { kind: 'secret keys', value: key, signs: true })).toMatchObject({
      'secret keys': { whole: 1, half: 0 },
    });
  });

  it('a text is counted with one byte and with two for a character', () => {
    const memory = Buffer.concat([Buffer.from('horse battery'), Buffer.from('horse battery', 'utf16le')]);
    expect(countIn(memory, { kind: 'password', value: 'horse battery' })).toMatchObject({
      password: { whole: 2, forms: { itself: 1, 'itself, UTF-16': 1 } },
    });
  });

  it('a later half counts as such only where the beginning is gone', () => {
    const freed = Buffer.concat([Buffer.alloc(16), key.subarray(16), Buffer.alloc(8), key]);
    expect(countIn(freed, { kind: 'secret keys', value: key, signs: true })).toMatchObject({
      'secret keys': { whole: 1, half: 1 },
    });
  });

  it('kinds are added up, and each is there when nothing of it is', () => {
    const secrets = ['ada', 'bob'].map((name) => ({
      kind: 'secret keys',
      value: secretOf(name),
      signs: true,
    }));
    const memory = Buffer.concat([secretOf('ada'), secretOf('bob')]);
    expect(countIn(memory, ...secrets, { kind: 'password', value: 'horse battery' })).toMatchObject({
      'secret keys': { whole: 2 },
      password: { whole: 0, half: 0 },
    });
  });
});
