import { toRefusal, type Reply } from './client';

/** How many calls of one page are on their way at once; the rest wait their turn in the page. */
export const MAX_IN_FLIGHT = 100;

/** How many characters their arguments may have together; a call that is alone always goes. */
export const MAX_SIZE_IN_FLIGHT = 4 * 1024 * 1024;

/** Most calls of one page that may wait; beyond it they are refused as `busy`. */
const MAX_QUEUED = 5_000;

/** Runs calls in order, a bounded number and size at a time; never loses one. */
export function createQueue() {
  const waiting: { size: number; go: () => void }[] = [];
  let running = 0;
  let sizeRunning = 0;

  const fits = (size: number) =>
    running === 0 || (running < MAX_IN_FLIGHT && sizeRunning + size <= MAX_SIZE_IN_FLIGHT);

  const take = (size: number) => {
    running += 1;
    sizeRunning += size;
  };

  /** Gives what is free to the next in line; it is taken at once, so that no newcomer comes between. */
  const pass = (size: number) => {
    running -= 1;
    sizeRunning -= size;
    for (let [next] = waiting; next && fits(next.size); [next] = waiting) {
      waiting.shift();
      take(next.size);
      next.go();
    }
  };

  return async (size: number, call: () => Promise<Reply>): Promise<Reply> => {
    if (waiting.length >= MAX_QUEUED) {
      return toRefusal('busy', `more than ${MAX_QUEUED} calls of this page are waiting`);
    }
    if (waiting.length === 0 && fits(size)) take(size);
    else await new Promise<void>((go) => waiting.push({ size, go }));
    try {
      return await call();
    } finally {
      pass(size);
    }
  };
}
