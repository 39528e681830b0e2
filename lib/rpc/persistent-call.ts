/**
 * A call to the worker that outlives the worker: it is asked again, with the same id, until it is answered.
 * Runs in the content script, which owns the page's request.
 */
import { browser } from 'wxt/browser';
import { toRefusal, type Reply } from './client';
import type { PageCall } from './transports';

/** A worker that fails this often in a row, right after it was woken, is broken. */
const MAX_FAILURES = 6;
const QUICK = 1_000;
const FIRST_PAUSE = 50;

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** The reply; `disconnected` when Facet was updated or removed under this page, or `isGone()` says so. */
export async function callPersistently(call: PageCall, isGone: () => boolean): Promise<Reply> {
  let failures = 0;
  while (!isGone()) {
    const startedAt = performance.now();
    try {
      const reply = await browser.runtime.sendMessage<PageCall, Reply | undefined>(call);
      if (reply) return reply;
    } catch {
      // the worker died under the call, or this script is what an update left behind
      // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- an orphaned script has no runtime
      if (!browser.runtime?.id)
        return toRefusal('disconnected', 'Facet was updated; please reload this page');
    }
    failures = performance.now() - startedAt > QUICK ? 0 : failures + 1;
    if (failures >= MAX_FAILURES)
      return toRefusal('disconnected', 'Facet does not answer; please reload this page');
    await pause(FIRST_PAUSE * 2 ** failures);
  }
  return toRefusal('disconnected', 'gone');
}
