import type { Client } from './contract';
import { parseErrorReply, type ErrorCode, type ErrorReply } from './errors';

/** What the worker answers: a result, or an error as plain JSON. */
export type Reply = { result: unknown } | { error: ErrorReply };

/** The reply to a call that never reached the worker, or never came back. */
export const toRefusal = (code: ErrorCode, message: string): Reply => ({ error: { code, message } });

/** Carries one call to the worker and resolves to its reply. */
export type Send = (method: string, args: unknown[]) => Promise<Reply>;

/** A typed function for every method of `api`; each rejects with a FacetError. */
export function createClient<A extends object>(api: A, send: Send): Client<A> {
  const call =
    (method: string) =>
    async (...args: unknown[]) => {
      const reply = await send(method, args);
      if ('error' in reply) throw parseErrorReply(reply.error);
      return reply.result;
    };
  return Object.fromEntries(Object.keys(api).map((method) => [method, call(method)])) as unknown as Client<A>;
}
