import type { Reply } from './client';
import type { Handlers } from './contract';
import { FacetError, InvalidError, toErrorReply } from './errors';
import { describe, type Parser } from './parse';

/** Answers one call: parsed from scratch, handed to its handler, every failure turned into an error reply. */
export type Serve<Caller> = (caller: Caller, method: unknown, args: unknown) => Promise<Reply>;

/** The worker's side of `api`. Methods are looked up as own properties only; surplus arguments are dropped. */
export function serve<A extends object, Caller>(api: A, handlers: Handlers<A, Caller>): Serve<Caller> {
  const methods = api as Record<
    string,
    { args: readonly (readonly [name: string, parse: Parser<unknown>])[] }
  >;
  return async (caller, method, args) => {
    try {
      if (typeof method !== 'string' || !Object.hasOwn(methods, method)) {
        throw new FacetError('unsupported', 'this method is not offered');
      }
      if (!Array.isArray(args)) throw new InvalidError(`arguments must be a list, got ${describe(args)}`);
      const parsed = (methods[method]?.args ?? []).map(([name, parse], index) => parse(args[index], name));
      const handler = handlers[method as keyof A] as (caller: Caller, ...args: unknown[]) => unknown;
      return { result: await handler(caller, ...parsed) };
    } catch (error) {
      return { error: toErrorReply(error) };
    }
  };
}
