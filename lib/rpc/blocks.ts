/** Whether a website is blocked: one reading for the worker, which refuses it, and for pages, which say so. */
import type { Block } from './snapshot';

/** By origin. */
export interface Blocked {
  readonly blocked?: Readonly<Record<string, Block>>;
}

/** The block of an origin that is in force. A clock that was set back lifts none. */
export function getBlock({ blocked = {} }: Blocked, origin: string, now: number): Block | undefined {
  const block = Object.hasOwn(blocked, origin) ? blocked[origin] : undefined;
  return block && (block.until === undefined || now < block.until) ? block : undefined;
}
