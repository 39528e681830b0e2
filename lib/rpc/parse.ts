/**
 * Parsers for what crosses a trust boundary: unknown in, typed value out, `InvalidError` otherwise.
 * A parser copies what it names and drops everything else, so nothing unexpected travels further.
 */
import { base64urlnopad } from '@scure/base';
import { InvalidError } from './errors';

/** Reads `value`; `name` is what the error message calls it. */
export type Parser<T> = (value: unknown, name: string) => T;

/** Short, safe rendering of a rejected value for an error message; strings show their length, never their text. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return `a string of ${value.length} characters`;
  return Array.isArray(value) ? `a list of ${value.length}` : `a value of type ${typeof value}`;
}

const fail = (name: string, expected: string, value: unknown): never => {
  throw new InvalidError(`${name} must be ${expected}, got ${describe(value)}`);
};

/** A string of at most `max` UTF-16 units. */
export const string =
  (max = 1_000): Parser<string> =>
  (value, name) =>
    typeof value === 'string' && value.length <= max
      ? value
      : fail(name, `a string of at most ${max} characters`, value);

/** An integer from `min` to `max`, both included. */
export const integer =
  (min: number, max: number): Parser<number> =>
  (value, name) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max
      ? (value as number) + 0 // -0 is 0
      : fail(name, `an integer from ${min} to ${max}`, value);

export const boolean: Parser<boolean> = (value, name) =>
  typeof value === 'boolean' ? value : fail(name, 'true or false', value);

/** 64 lower-case hex digits: a pubkey, an event id. */
export const hex32: Parser<string> = (value, name) =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
    ? value
    : fail(name, '64 lower-case hex digits', value);

/** A version as a manifest has it: one to four numbers with dots between them. */
export const versionText: Parser<string> = (value, name) =>
  typeof value === 'string' && /^\d{1,5}(\.\d{1,5}){0,3}$/.test(value)
    ? value
    : fail(name, 'one to four numbers with dots between them', value);

/** Base64url text without padding, of `min` to `max` bytes, both included. */
export const base64url =
  (min: number, max = min): Parser<string> =>
  (value, name) => {
    const expected = `base64url of ${min === max ? min : `${min} to ${max}`} bytes`;
    if (typeof value !== 'string' || value.length > Math.ceil((max * 4) / 3))
      return fail(name, expected, value);
    try {
      const { length } = base64urlnopad.decode(value);
      if (length >= min && length <= max) return value;
    } catch {
      // the library's own words would repeat the text
    }
    return fail(name, expected, value);
  };

/** One of the given words. */
export const oneOf =
  <const T extends string>(...words: T[]): Parser<T> =>
  (value, name) =>
    words.find((word) => word === value) ?? fail(name, `one of ${words.join(', ')}`, value);

/** One of the given numbers. */
export const oneOfNumbers =
  <const T extends number>(numbers: readonly T[]): Parser<T> =>
  (value, name) =>
    numbers.find((each) => each === value) ?? fail(name, `one of ${numbers.join(', ')}`, value);

/** A list of at most `max` items, each read by `item`. */
export const list =
  <T>(item: Parser<T>, max = 1_000): Parser<T[]> =>
  (value, name) =>
    Array.isArray(value) && value.length <= max
      ? Array.from(value, (each, index) => item(each, `${name}[${index}]`))
      : fail(name, `a list of at most ${max}`, value);

/** A list of at most `max` items, without those that `item` refuses. */
export const known =
  <T>(item: Parser<T>, max: number): Parser<T[]> =>
  (value, name) => {
    const orNone: Parser<T[]> = (each, of) => {
      try {
        return [item(each, of)];
      } catch {
        return [];
      }
    };
    return list(orNone, max)(value, name).flatMap((each) => each);
  };

/** Absent (`undefined` or `null`, which JSON makes of it) or read by `parser`. */
export const optional =
  <T>(parser: Parser<T>): Parser<T | undefined> =>
  (value, name) =>
    value === undefined || value === null ? undefined : parser(value, name);

/** An object with exactly the named fields; others are dropped, absent optional ones are left out. */
export const object =
  <T extends object>(fields: { [K in keyof T]-?: Parser<T[K]> }): Parser<T> =>
  (value, name) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(name, 'an object', value);
    const result: Partial<T> = {};
    for (const key of Object.keys(fields) as (keyof T & string)[]) {
      const own = Object.hasOwn(value as object, key) ? (value as T)[key] : undefined;
      const read = fields[key](own, `${name}.${key}`);
      if (read !== undefined) result[key] = read;
    }
    return result as T;
  };

/** The parser chosen by a field whose value is one of the keys, as in `{ type: 'connect', … }`. */
export const variant =
  <Tag extends string, Options extends Record<string, Parser<object>>>(tag: Tag, options: Options) =>
  (
    value: unknown,
    name: string,
  ): { [K in keyof Options & string]: { [T in Tag]: K } & ReturnType<Options[K]> }[keyof Options &
    string] => {
    const chosen = (value as Record<string, unknown> | null | undefined)?.[tag];
    const parser = typeof chosen === 'string' && Object.hasOwn(options, chosen) ? options[chosen] : undefined;
    if (!parser) return fail(`${name}.${tag}`, `one of ${Object.keys(options).join(', ')}`, chosen);
    return { [tag]: chosen, ...parser(value, name) } as never;
  };
