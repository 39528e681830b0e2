import type { Parser } from './parse';

/** A method: parsers of its arguments, in order and with their names for error messages; the result is a type only. */
export interface Method<Args extends unknown[], Result> {
  readonly args: { [K in keyof Args]: readonly [name: string, parser: Parser<Args[K]>] };
  readonly result?: Result;
}

/** A method that returns `Result`, with the parsers of its arguments. */
export const returns =
  <Result>() =>
  <Args extends unknown[]>(
    ...args: { [K in keyof Args]: readonly [name: string, parser: Parser<Args[K]>] }
  ): Method<Args, Result> => ({ args });
