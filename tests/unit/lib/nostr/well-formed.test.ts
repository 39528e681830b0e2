import { describe, expect, it } from 'vitest';
import { expectWellFormed } from '#lib/nostr/well-formed';
import { InvalidError } from '#lib/rpc/errors';

const check =
  (kind: number, ...tags: string[][]) =>
  () => {
    expectWellFormed({ kind, tags, content: '', created_at: 1 });
  };
const relay = ['relay', 'wss://relay.example'];
const challenge = ['challenge', 'abc'];
const u = ['u', 'https://api.example/upload'];
const method = ['method', 'POST'];
const t = ['t', 'upload'];
const expiration = ['expiration', '1790003600'];

describe('an event that may be asked about', () => {
  it('signs in to one relay for one challenge (NIP-42)', () => {
    expect(check(22_242, relay, challenge)).not.toThrow();
  });

  it('authorises one HTTP request (NIP-98)', () => {
    expect(check(27_235, u, method, ['payload', 'x'])).not.toThrow();
  });

  it('uses media servers in one way, for any files, until it expires (BUD-11)', () => {
    expect(check(24_242, t, ['x', 'a'], ['x', 'b'], expiration)).not.toThrow();
  });

  it('is of any other kind, with any tags', () => {
    expect(check(1)).not.toThrow();
    expect(check(1, relay, relay)).not.toThrow();
  });

  it.each([[[]], [[['d', '']]], [[['d', 'x']]], [[['d', 'x', 'more'], relay]]])(
    'is addressable with at most one name: %j',
    (tags) => {
      for (const kind of [30_000, 30_023, 39_999]) expect(check(kind, ...tags)).not.toThrow();
    },
  );

  it.each([
    [
      [
        ['d', 'x'],
        ['d', 'y'],
      ],
    ],
    [[['d'], ['d', 'x']]],
    [[['d']]],
  ])('is not addressable with more than one name, or a name without value: %j', (tags) => {
    for (const kind of [30_000, 30_023, 39_999]) expect(check(kind, ...tags)).toThrow(InvalidError);
    for (const kind of [1, 10_000, 40_000]) expect(check(kind, ...tags)).not.toThrow();
  });

  it.each([
    [22_242, 'no tags', []],
    [22_242, 'no challenge', [relay]],
    [22_242, 'no relay', [challenge]],
    [22_242, 'two relays', [relay, ['relay', 'wss://bank.example'], challenge]],
    [22_242, 'two challenges', [relay, challenge, ['challenge', 'def']]],
    [22_242, 'an empty relay', [['relay', ''], challenge]],
    [22_242, 'a relay without value', [['relay'], challenge]],
    [27_235, 'no method', [u]],
    [27_235, 'no URL', [method]],
    [27_235, 'two URLs', [u, ['u', 'https://bank.example'], method]],
    [24_242, 'no verb', [expiration]],
    [24_242, 'two verbs', [t, ['t', 'delete'], expiration]],
    [24_242, 'no end', [t]],
    [24_242, 'two ends', [t, expiration, ['expiration', '9']]],
    [27_235, 'two methods', [u, method, ['method', 'GET']]],
  ])('is not kind %d with %s', (kind, _what, tags) => {
    expect(check(kind, ...tags)).toThrow(InvalidError);
  });
});
