/**
 * The calls of web pages that are on their way. Limits that a content script keeps by itself are enforced here
 * again, because a taken-over renderer speaks for its content script; and a call that was taken back stays so,
 * however far it has come.
 */
import type { Prompts } from '../prompts/prompts';
import type { Reply } from '../rpc/client';
import { FacetError } from '../rpc/errors';
import { MAX_IN_FLIGHT, MAX_SIZE_IN_FLIGHT } from '../rpc/in-flight';
import { MAX_REQUEST } from '../rpc/page-port';
import type { PageCaller } from './caller';

/** A page and the one before it in the same tab overlap for a moment. */
const MAX_PER_TAB = 2 * MAX_IN_FLIGHT;
const MAX_SIZE_PER_TAB = 2 * MAX_SIZE_IN_FLIGHT;

export type Calls = ReturnType<typeof createCalls>;

export function createCalls(prompts: Prompts) {
  /** Each with the characters of its arguments. */
  const running = new Map<PageCaller, number>();

  function expectRoom(caller: PageCaller, size: number): void {
    if (size > MAX_REQUEST) {
      throw new FacetError('too-large', `a request must be at most ${MAX_REQUEST} characters, got ${size}`);
    }
    const ofTab = [...running].filter(([{ tabId, gone }]) => tabId === caller.tabId && !gone);
    const sizeOfTab = ofTab.reduce((sum, [, each]) => sum + each, size);
    if (ofTab.length < MAX_PER_TAB && sizeOfTab <= MAX_SIZE_PER_TAB) return;
    throw new FacetError('busy', 'too many calls of this page are waiting');
  }

  return {
    /** Serves one call. Throws `too-large` or `busy` over the limits. */
    async run(caller: PageCaller, args: unknown, serve: () => Promise<Reply>): Promise<Reply> {
      const size = JSON.stringify(args ?? null).length;
      expectRoom(caller, size);
      running.set(caller, size);
      try {
        return await serve();
      } finally {
        running.delete(caller);
      }
    },

    /** Calls whose page took them back, or has gone: they wait for nobody, now or later. */
    cancel(isGone: (caller: PageCaller) => boolean): void {
      for (const caller of running.keys()) if (isGone(caller)) caller.gone = true;
      prompts.cancel(({ gone }) => gone === true);
    },
  };
}
