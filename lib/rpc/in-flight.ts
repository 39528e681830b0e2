import type { Reply } from './client';

/** How many calls of one page are on their way at once; the rest wait their turn in the page. */
export const MAX_IN_FLIGHT = 20;

/** Most calls of one page that may wait; beyond it they are refused as `busy`. */
const MAX_QUEUED = 5_000;

/** Runs calls in order, a bounded number at a time; never loses one. */
export function createQueue() {
  const waiting: (() => void)[] = [];
  let running = 0;

  /** Gives the place to the next in line; it is never free in between, where a newcomer could take it too. */
  const pass = () => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };

  return async (call: () => Promise<Reply>): Promise<Reply> => {
    if (waiting.length >= MAX_QUEUED) {
      return { error: { code: 'busy', message: `more than ${MAX_QUEUED} calls of this page are waiting` } };
    }
    if (running < MAX_IN_FLIGHT) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await call();
    } finally {
      pass();
    }
  };
}
