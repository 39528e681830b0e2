/** Why the last calls of a tab failed, for its diagnosis: codes alone, in memory, gone with the tab or the worker. */
import type { Reply } from '../rpc/client';
import { toErrorReply } from '../rpc/errors';
import { NIP07_METHODS } from '../rpc/nip07-methods';
import type { FailureView } from '../rpc/diagnosis';

/** Of one tab; older ones are forgotten. */
const MOST = 20;

export type Failures = ReturnType<typeof createFailures>;

export function createFailures() {
  const byTab = new Map<number, FailureView[]>();

  function note(tabId: number, method: string, code: FailureView['code']): void {
    // the name is the page's own word
    const known = NIP07_METHODS.find((each) => each === method);
    const failure: FailureView = { at: Date.now(), code, ...(known === undefined ? {} : { method: known }) };
    byTab.set(tabId, [failure, ...of(tabId)].slice(0, MOST));
  }

  const of = (tabId: number): readonly FailureView[] => byTab.get(tabId) ?? [];

  return {
    /** The latest first. */
    of,

    /** Runs a call of a tab's page, and remembers how it failed if it does. */
    async watch(tabId: number, method: string, run: () => Promise<Reply>): Promise<Reply> {
      try {
        const reply = await run();
        if ('error' in reply) note(tabId, method, reply.error.code);
        return reply;
      } catch (error) {
        note(tabId, method, toErrorReply(error).code);
        throw error;
      }
    },

    forget(tabId: number): void {
      byTab.delete(tabId);
    },
  };
}
