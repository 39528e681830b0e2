import { describe, expect, it } from 'vitest';
import { isNewer, toFollows, toMutes, toProfile, toRelays, toRelayUrls } from '#lib/nostr/lists';
import type { NostrEvent } from '#lib/nostr/event';
import { pubkeyOf } from '../../support/keys';

const event = (change: Partial<NostrEvent>): NostrEvent => ({
  id: '0'.repeat(64),
  pubkey: pubkeyOf('ada'),
  created_at: 1,
  kind: 0,
  tags: [],
  content: '',
  sig: '',
  ...change,
});
const claims = (value: unknown) => toProfile(event({ content: JSON.stringify(value) }));
const tagged = (...tags: string[][]) => event({ tags });

describe('a profile', () => {
  it('is name, picture and NIP-05, without spaces around them', () => {
    const picture = 'https://example.com/a.png';
    expect(claims({ name: ' Ada ', picture, nip05: 'ada@example.com', about: 'x' })).toEqual({
      name: 'Ada',
      picture,
      nip05: 'ada@example.com',
    });
  });

  it('prefers the display name, and does without where that is empty', () => {
    expect(claims({ display_name: 'Ada L', name: 'ada' })).toEqual({ name: 'Ada L' });
    expect(claims({ display_name: '  ', name: 'ada' })).toEqual({ name: 'ada' });
  });

  it.each([{ name: 1 }, { name: ['a'] }, { name: {} }, { name: null }, { name: '' }, [], null, 'Ada', 3])(
    'leaves out what is no text: %j',
    (content) => {
      expect(claims(content)).toEqual({});
    },
  );

  it('claims nothing when it is not JSON', () => {
    for (const content of ['', 'hello', '{"name":', '{"name":"a"}}']) {
      expect(toProfile(event({ content }))).toEqual({});
    }
  });

  it('is cut where it is too long', () => {
    expect(claims({ name: 'x'.repeat(10_000) }).name).toHaveLength(300);
  });

  it('takes no name from the prototype of its JSON', () => {
    expect(claims(JSON.parse('{"__proto__":{"name":"eve"}}'))).toEqual({});
  });
});

describe('lists', () => {
  const [bob, eve] = [pubkeyOf('bob'), pubkeyOf('eve')];

  it('of follows are the pubkeys in p tags, each once', () => {
    const list = tagged(
      ['p', bob, 'wss://relay.example', 'Bob'],
      ['p', bob],
      ['p', eve],
      ['e', 'f'.repeat(64)],
    );
    expect(toFollows(list)).toEqual(new Set([bob, eve]));
  });

  it('of follows leave out what is no pubkey', () => {
    expect(
      toFollows(
        tagged(
          ['p'],
          ['p', ''],
          ['p', 'npub1x'],
          ['p', bob.toUpperCase()],
          ['p', `x${bob}`],
          ['p', `${bob}x`],
          [],
        ),
      ),
    ).toEqual(new Set());
  });

  it('of mutes are pubkeys, threads, hashtags and words', () => {
    const thread = 'e'.repeat(64);
    const list = tagged(
      ['p', bob],
      ['e', thread],
      ['t', 'spam'],
      ['word', 'coin'],
      ['t', ''],
      ['p', 'x'],
      ['d', 'y'],
    );
    expect(toMutes(list.tags)).toEqual(new Set([bob, thread, 'spam', 'coin']));
  });

  it('of relays say how each is used; without a word both ways', () => {
    expect(
      toRelays(
        tagged(
          ['r', 'wss://both.example'],
          ['r', 'wss://read.example', 'read'],
          ['r', 'wss://write.example', 'write'],
          ['r', 'javascript:alert(1)'],
          ['r'],
          ['p', 'wss://no.example'],
        ),
      ),
    ).toEqual({
      'wss://both.example': { read: true, write: true },
      'wss://read.example': { read: true, write: false },
      'wss://write.example': { read: false, write: true },
    });
  });
});

it('of a list of relays the first fifty tags are used', () => {
  const relays = Array.from({ length: 51 }, (_, index) => `wss://relay${index}.example/`);
  expect(toRelayUrls(tagged(...relays.map((url) => ['relay', url])))).toEqual(relays.slice(0, 50));
});

it('a relay that a list names twice is used for all that is said of it', () => {
  const tags = [
    ['r', 'wss://a.example', 'write'],
    ['r', 'wss://b.example', 'read'],
    ['r', 'wss://a.example', 'read'],
    ['r', 'wss://b.example', 'read'],
  ];
  expect(toRelays(event({ kind: 10_002, tags }))).toEqual({
    'wss://a.example': { read: true, write: true },
    'wss://b.example': { read: true, write: false },
  });
});

describe('of two versions', () => {
  const held = event({ created_at: 10, id: 'b'.repeat(64) });

  it.each([
    ['a later one is newer', { created_at: 11, id: 'f'.repeat(64) }, true],
    ['an earlier one is not', { created_at: 9, id: '0'.repeat(64) }, false],
    ['of the same second the lower id is', { created_at: 10, id: 'a'.repeat(64) }, true],
    ['of the same second the higher id is not', { created_at: 10, id: 'c'.repeat(64) }, false],
    ['the same is not', { created_at: 10, id: 'b'.repeat(64) }, false],
  ])('%s', (_name, candidate, newer) => {
    expect(isNewer(candidate, held)).toBe(newer);
  });

  it('anything is newer than nothing', () => {
    expect(isNewer(held, undefined)).toBe(true);
  });
});
