/**
 * The one contract: what may be asked of the worker, by whom, and what comes back.
 * `pageApi` is the zone of web pages, `uiApi` the zone of Facet's own pages; they never mix.
 * Adding a method is one line here, one handler in entrypoints/background, one test.
 */
import type { Method } from './method';
import type { pageApi } from './page-api';
import type { uiApi } from './ui-api';

export { nip07, pageApi, type RelayMap } from './page-api';
export { uiApi } from './ui-api';
export type { Method } from './method';

export type PageApi = typeof pageApi;
export type UiApi = typeof uiApi;

type ArgsOf<M> = M extends Method<infer Args, unknown> ? Args : never;
type ResultOf<M> = M extends { readonly result?: infer Result } ? Exclude<Result, undefined> : never;

/** `[a, b?]` for a tuple whose last members may be undefined. */
type Loose<Args extends unknown[]> = Args extends [...infer Head, infer Last]
  ? undefined extends Last
    ? Loose<Head> extends infer Front extends unknown[]
      ? [...Front, last?: Last]
      : never
    : Args
  : Args;

/** The caller's side of an api. */
export type Client<A> = { [K in keyof A]: (...args: Loose<ArgsOf<A[K]>>) => Promise<ResultOf<A[K]>> };

/** The worker's side: one function per method; a missing one does not compile. */
export type Handlers<A, Caller> = {
  [K in keyof A]: (caller: Caller, ...args: ArgsOf<A[K]>) => Promise<ResultOf<A[K]>> | ResultOf<A[K]>;
};
