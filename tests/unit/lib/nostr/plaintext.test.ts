import { describe, expect, it } from 'vitest';
import { toClass, toPlaintext } from '#lib/nostr/plaintext';
import { pubkeyOf } from '../../support/keys';

const rumor = { kind: 14, pubkey: pubkeyOf('ada'), content: 'hello', created_at: 5, tags: [] };

describe('a decrypted text', () => {
  it.each([
    'hello',
    '',
    '[1]',
    '[]',
    '["p"]',
    '[[]]',
    '[[1]]',
    '{',
    '{}',
    'null',
    '7',
    '[["p","x"],[2]]',
    '[["p",7]]',
  ])('is text: %s', (text) => expect(toPlaintext(text)).toEqual({ type: 'text', text }));

  it('is the private part of a list, with its entries', () => {
    const text = JSON.stringify([
      ['p', 'x'],
      ['word', 'y'],
    ]);
    expect(toPlaintext(text)).toEqual({ type: 'list', text, entries: 2 });
  });

  it('is an event by whom it claims, without what was added to it', () => {
    const { kind, pubkey, content, created_at } = rumor;
    expect(toPlaintext(JSON.stringify({ ...rumor, evil: 1 }))).toEqual({
      type: 'event',
      kind,
      pubkey,
      content,
      created_at,
    });
  });

  it.each([
    { ...rumor, kind: -1 },
    { ...rumor, kind: 65_536 },
    { ...rumor, kind: '14' },
    { ...rumor, pubkey: 'x' },
    { ...rumor, pubkey: rumor.pubkey.toUpperCase() },
    { ...rumor, content: 1 },
    { __proto__: rumor },
  ])('is text where an event would be damaged: %#', (value) => {
    expect(toPlaintext(JSON.stringify(value))).toMatchObject({ type: 'text' });
  });
});

describe('the class of a text, as rules know it', () => {
  it.each([
    ['text', 'hello'],
    ['text', '[not] a list'],
    ['text', ''],
    ['list', '[["p","x"]]'],
    ['event', JSON.stringify({ kind: 14, pubkey: 'a'.repeat(64), content: '' })],
    ['other', '{"mint":"https://mint.example","proofs":[]}'],
    ['other', '[]'],
    ['other', ' [1]'],
    ['other', '[["privkey","not-a-key"],["mint","https://mint.example"]]'],
    ['other', '[["p","x"],["privkey","not-a-key"]]'],
    ['other', '[["direction","in"],["amount","1"]]'],
    ['other', 'x'.repeat(512 * 1024 + 1)],
  ])('is %s: %#', (named, text) => {
    expect(toClass(text)).toBe(named);
  });
});
