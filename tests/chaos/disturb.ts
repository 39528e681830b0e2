/** What is done to the worker from outside, by DevTools: the clock and the disk as it sees them, until it dies. */
import type { Worker } from '@playwright/test';
import type { Facet } from '../e2e/facet';

export interface Disturbed {
  /** How far the clock is off (ms). */
  late: number;
  /** The disk takes nothing more: whatever is put into the database is undone with all that goes with it. */
  isFull: boolean;
}

declare global {
  /** Of a worker that was disturbed. */
  var disturbed: Disturbed | undefined;
}

/** Runs in the worker. */
function disturb(how: Partial<Disturbed>): void {
  if (globalThis.disturbed) {
    Object.assign(globalThis.disturbed, how);
    return;
  }
  const disturbed: Disturbed = { late: 0, isFull: false, ...how };
  globalThis.disturbed = disturbed;
  const { Date: RealDate } = globalThis;
  globalThis.Date = class extends RealDate {
    constructor(...args: [] | [number | string | Date]) {
      if (args.length === 0) super(RealDate.now() + disturbed.late);
      else super(...args);
    }
    static override now(): number {
      return RealDate.now() + disturbed.late;
    }
  } as DateConstructor;
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args) {
    const request = put.apply(this, args);
    if (disturbed.isFull) this.transaction.abort();
    return request;
  };
}

/** The worker that runs now; undefined while there is none. */
export const workerOf = ({ context, id }: Facet): Worker | undefined =>
  context.serviceWorkers().findLast((each) => each.url().includes(id));

/** Resolves to whether there was a worker. */
export async function disturbWorker(facet: Facet, how: Partial<Disturbed>): Promise<boolean> {
  await facet.snapshot(); // wakes it
  const worker = workerOf(facet);
  await worker?.evaluate(disturb, how);
  return worker !== undefined;
}
