import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidError } from '#lib/rpc/errors';
import {
  base64url,
  boolean,
  describe as describeValue,
  hex32,
  integer,
  list,
  object,
  oneOf,
  optional,
  string,
  variant,
  versionText,
  type Parser,
} from '#lib/rpc/parse';

const refuses = (parser: Parser<unknown>, ...values: unknown[]) => {
  for (const value of values) expect(() => parser(value, 'it')).toThrow(InvalidError);
};

describe('parsers', () => {
  it('take strings up to their length', () => {
    expect(string(3)('abc', 'it')).toBe('abc');
    refuses(string(3), 'abcd', 1, null, undefined, ['a'], new String('abc'));
  });

  it('take strings and lists of a thousand where no length is said', () => {
    expect(string()('x'.repeat(1_000), 'it')).toHaveLength(1_000);
    refuses(string(), 'x'.repeat(1_001));
    expect(list(boolean)(Array(1_000).fill(true), 'it')).toHaveLength(1_000);
    refuses(list(boolean), Array(1_001).fill(true));
  });

  it('take base64url without padding, of as many bytes as they say', () => {
    const encode = (length: number) => Buffer.alloc(length, 0xff).toString('base64url');
    for (const length of [2, 3, 4]) expect(base64url(2, 4)(encode(length), 'it')).toBe(encode(length));
    expect(base64url(32)(encode(32), 'it')).toBe(encode(32));
    refuses(base64url(2, 4), encode(1), encode(5), encode(5_000), '', '__8=', '//8', '__8\n', '_', 7, null);
    refuses(base64url(32), encode(31), encode(33));
    expect(() => base64url(32)('', 'it')).toThrow('base64url of 32 bytes');
    expect(() => base64url(2, 4)('', 'it')).toThrow('base64url of 2 to 4 bytes');
  });

  it('take versions of one to four numbers', () => {
    for (const version of ['1', '0.2', '1.2.3', '99999.0.0.1'])
      expect(versionText(version, 'it')).toBe(version);
    refuses(versionText, '', '1.', '.1', '1.2.3.4.5', '123456', 'v1', '1.2 ', '1.2-beta', 1.2, null);
  });

  it('take integers within both limits', () => {
    for (const value of [-1, 0, 7]) expect(integer(-1, 7)(value, 'it')).toBe(value);
    refuses(integer(-1, 7), -2, 8, 1.5, NaN, Infinity, '3', 3n, null, undefined);
  });

  it('take -0 for the 0 that JSON makes of it', () => {
    expect(Object.is(integer(0, 7)(-0, 'it'), 0)).toBe(true);
  });

  it('take true and false and nothing that is only like them', () => {
    expect(boolean(false, 'it')).toBe(false);
    refuses(boolean, 0, 1, '', 'true', null, undefined);
  });

  it('take 64 lower-case hex digits', () => {
    expect(hex32('0f'.repeat(32), 'it')).toBe('0f'.repeat(32));
    refuses(
      hex32,
      '0F'.repeat(32),
      '0f'.repeat(31),
      `${'0f'.repeat(32)}\n`,
      ` ${'0f'.repeat(32)}`,
      'g'.repeat(64),
    );
  });

  it('take one of their words', () => {
    expect(oneOf('a', 'b')('b', 'it')).toBe('b');
    refuses(oneOf('a', 'b'), 'c', '', 'A', undefined, ['a'], 'toString');
  });

  it('take lists up to their length, and name the item that does not fit', () => {
    expect(list(integer(0, 9), 2)([1, 2], 'it')).toEqual([1, 2]);
    refuses(list(integer(0, 9), 2), [1, 2, 3], { length: 1, 0: 1 }, 'ab', null);
    expect(() => list(integer(0, 9))([1, 'x'], 'it')).toThrow('it[1] must be');
  });

  it('read the holes of a list as absent', () => {
    expect(() => list(integer(0, 9))([1, , 2], 'it')).toThrow('it[1]');
  });

  it('take null for absent where absence is allowed', () => {
    expect(optional(boolean)(null, 'it')).toBeUndefined();
    expect(optional(boolean)(undefined, 'it')).toBeUndefined();
    refuses(optional(boolean), 0, '');
  });
});

describe('objects', () => {
  const parser = object<{ a: number; b?: string }>({
    a: integer(0, 9),
    b: optional(string()),
  });

  it('are copied with the named fields only', () => {
    const value = { a: 1, c: 'more' };
    const read = parser(value, 'it');
    expect(read).toEqual({ a: 1 });
    expect(read).not.toBe(value);
    expect(Object.hasOwn(read, 'b')).toBe(false);
  });

  it('are read by own fields only', () => {
    expect(() => parser(Object.create({ a: 1 }), 'it')).toThrow('it.a must be');
  });

  it('are nothing else', () => refuses(parser, null, undefined, [], 'a', 1));
});

describe('variants', () => {
  const parser = variant('type', { one: object({ a: boolean }), two: object({}) });

  it('are read by the parser that their tag names', () => {
    expect(parser({ type: 'one', a: true, more: 1 }, 'it')).toEqual({ type: 'one', a: true });
    expect(parser({ type: 'two', a: true }, 'it')).toEqual({ type: 'two' });
    refuses(parser, { type: 'one' });
  });

  it.each(['constructor', '__proto__', 'toString', 'three', 1, null, undefined, {}])('are not %j', (type) => {
    refuses(parser, { type, a: true });
  });

  it('are not null or absent', () => refuses(parser, null, undefined));
});

describe('what an error says of a value', () => {
  it('never repeats text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), (secret) => {
        fc.pre(!'a string of characters'.includes(secret) && /\S{8}/.test(secret));
        for (const value of [secret, [secret], { secret }, { [secret]: 1 }]) {
          expect(describeValue(value)).not.toContain(secret);
        }
      }),
    );
  });

  it('says what was wanted and what came', () => {
    expect(() => integer(0, 65_535)(1.5, 'kind')).toThrow('kind must be an integer from 0 to 65535, got 1.5');
  });
});
