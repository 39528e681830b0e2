/** The requests that wait: who waits for each of them, and how it ends for all of these. */
import { FacetError } from '../rpc/errors';
import type { PromptAnswer } from '../rpc/prompt';
import type { Asker, Entry, Waiter, Waiting } from './asking';
import { digestOf } from './digest';
import { hasRoom } from './groups';

/** How long an answer waits for a request that the dead worker knew and the content script is about to repeat. */
export const REPEAT_WITHIN = 5_000;

const stopped = () => new FacetError('disconnected', 'the page stopped waiting');

/** `onBegin` runs when a request begins to wait, `onEnd` when some wait no more. */
export function createEntries(onBegin: () => void, onEnd: () => void) {
  const entries = new Map<string, Entry>();
  const expected = new Map<string, () => void>();

  /** Joins those who wait for this request, as the first or a further one. Throws `busy` over the limits. */
  function wait(id: string, asker: Asker, { view, unseen, onAnswer }: Waiting = {}): Promise<PromptAnswer> {
    if (asker.gone) throw stopped();
    const { origin, isPrivate, askedAt } = asker;
    const group = view ? (view.group ?? id) : digestOf(['held', origin, isPrivate]);
    const known = entries.get(id);
    if (!known && !hasRoom([...entries.values()], { origin, group })) {
      throw new FacetError('busy', 'too many requests are waiting for an answer already');
    }
    const entry: Entry = known ?? {
      origin,
      askedAt,
      group,
      unseen,
      ...(isPrivate ? { isPrivate } : {}),
      waiters: [],
      ...(view ? { view } : {}),
    };
    entries.set(id, entry);
    const answered = new Promise<PromptAnswer>((resolve, reject) => {
      const take = (answer: PromptAnswer) => {
        onAnswer?.();
        resolve(answer);
      };
      entry.waiters.push({ asker, resolve: take, reject });
    });
    expected.get(id)?.();
    onBegin();
    return answered;
  }

  /** The request ends: `act` tells each who waits. */
  function settle(id: string, act: (waiter: Waiter) => void): void {
    const entry = entries.get(id);
    if (!entry) return;
    entries.delete(id);
    for (const waiter of entry.waiters) act(waiter);
    onEnd();
  }

  /** Several end with the same error. */
  function rejectEach(ended: readonly (readonly [string, Entry])[], error: FacetError): void {
    for (const [id] of ended) entries.delete(id); // all at once: while one still waited, its window would open again
    for (const [, { waiters }] of ended) for (const { reject } of waiters) reject(error);
    if (ended.length > 0) onEnd();
  }

  /** The entry, or the moment when the repeated request brings it back. Throws `timeout` when it does not. */
  async function expectEntry(id: string): Promise<Entry> {
    if (!entries.has(id)) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, REPEAT_WITHIN);
        expected.set(id, () => {
          clearTimeout(timer);
          resolve();
        });
      });
      expected.delete(id);
    }
    const entry = entries.get(id);
    if (!entry) throw new FacetError('timeout', 'the site stopped waiting; nothing was signed');
    return entry;
  }

  /** Calls whose page took them back, or has gone; a prompt goes when nobody waits for it any more. */
  function cancel(isGone: (asker: Asker) => boolean): void {
    for (const [id, entry] of [...entries]) {
      const gone = entry.waiters.filter(({ asker }) => isGone(asker));
      if (gone.length === 0) continue;
      entry.waiters = entry.waiters.filter(({ asker }) => !isGone(asker));
      for (const { reject } of gone) reject(stopped());
      if (entry.waiters.length === 0) settle(id, () => undefined);
    }
  }

  return {
    /** By their ids, oldest first: a copy. */
    get all(): [string, Entry][] {
      return [...entries];
    },
    wait,
    settle,
    rejectEach,
    expectEntry,
    cancel,
  };
}
