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

const endOf = ({ until = Infinity }: Block): number => until;

/** What is blocked in one or the other: what is in force, and of two blocks the longer one. */
export function joinBlocks(one: Blocked, other: Blocked, now: number): Record<string, Block> {
  const origins = Object.keys({ ...one.blocked, ...other.blocked });
  const toLonger = (origin: string) => {
    const held = [one, other].flatMap((each) => getBlock(each, origin, now) ?? []);
    const [longer] = held.toSorted((a, b) => (endOf(a) > endOf(b) ? -1 : 1));
    return longer ? [[origin, longer] as const] : [];
  };
  return Object.fromEntries(origins.flatMap(toLonger));
}
