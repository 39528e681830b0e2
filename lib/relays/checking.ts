/**
 * Checks what relays send, one event in each turn of the event loop: between two of them the worker answers pages.
 * Relays take turns, so that one that floods delays no other, and each has room for so much and no more.
 */
import type { NostrEvent } from '../nostr/event';
import { hasSignature } from '../nostr/signature';
import { parseHashedEvent } from '../nostr/verify';

/** Most events of one relay that wait, and most characters of their frames. */
export const MOST_WAITING = 5_000;
export const MOST_CHARACTERS = 8 * 1024 * 1024;

/** Most events that are remembered as verified. */
const MOST_VERIFIED = 2_000;

/** What is looked at before an event is checked; nothing of it is known to be true. */
export type Head = Pick<NostrEvent, 'id' | 'pubkey' | 'kind' | 'created_at'>;

/** Who sends events to be checked, and what becomes of them. */
export interface Source {
  /** Whether it still matters; asked right before the costly part. */
  isWanted(head: Head): boolean;
  /** It is what it claims to be: a fresh copy. */
  onEvent(event: NostrEvent): void;
  /** It is not. */
  onForged(): void;
}

/** What waits of one source, in the order in which it came. */
export interface Lane {
  /** Lets the event in this frame wait; false: there is no room, it is dropped. */
  add(head: Head, frame: string): boolean;
  /** Runs `then` after everything that was added before. */
  after(then: () => void): void;
  /** Drops what waits: nothing of it is told any more. */
  close(): void;
}

/** The frame waits as text: what it becomes when it is parsed can be ten times as large. */
type Waiting = { head: Head; frame: string } | { then: () => void };

export type Checking = ReturnType<typeof createChecking>;

export function createChecking() {
  /** Lanes in which something waits, the next one first. */
  const lanes = new Map<Waiting[], (waiting: Waiting) => void>();
  const verified = new Set<string>();
  let isRunning = false;

  function run(): void {
    if (isRunning) return;
    isRunning = true;
    inOwnTurn(turn);
  }

  function turn(): void {
    isRunning = false;
    const [next] = lanes;
    if (!next) return;
    const [queue, check] = next;
    const waiting = queue.shift();
    lanes.delete(queue);
    if (queue.length > 0) lanes.set(queue, check);
    if (lanes.size > 0) run();
    if (waiting) check(waiting);
  }

  /** The fresh copy of an event that is what it claims to be; the same one is verified once. */
  function verify(frame: string): NostrEvent | undefined {
    let event: NostrEvent;
    try {
      event = parseHashedEvent((JSON.parse(frame) as unknown[])[2]);
    } catch {
      return undefined; // altered or malformed
    }
    const name = event.id + event.sig;
    if (!verified.has(name) && !hasSignature(event)) return undefined;
    verified.add(name);
    const [oldest] = verified;
    if (verified.size > MOST_VERIFIED && oldest) verified.delete(oldest);
    return event;
  }

  return {
    /** A lane for what one relay sends to `source`. */
    open({ isWanted, onEvent, onForged }: Source): Lane {
      const queue: Waiting[] = [];
      let characters = 0;
      let isOpen = true;

      function check(waiting: Waiting): void {
        if ('then' in waiting) return waiting.then();
        const { head, frame } = waiting;
        characters -= frame.length;
        if (!isWanted(head)) return;
        const event = verify(frame);
        if (event) onEvent(event);
        else onForged(); // as if it had never been sent
      }

      function push(waiting: Waiting): void {
        queue.push(waiting);
        lanes.set(queue, check);
        run();
      }

      return {
        add({ id, pubkey, kind, created_at }, frame) {
          const size = characters + frame.length;
          if (!isOpen || queue.length >= MOST_WAITING || size > MOST_CHARACTERS) return false;
          characters = size;
          push({ head: { id, pubkey, kind, created_at }, frame });
          return true;
        },
        after(then) {
          if (isOpen) push({ then });
        },
        close() {
          isOpen = false;
          queue.length = 0;
          lanes.delete(queue);
        },
      };
    },
  };
}

/** Runs `work` after what the event loop has to do already. Timers are slower, and held back where nobody looks. */
function inOwnTurn(work: () => void): void {
  const { port1, port2 } = new MessageChannel(); // a new one each time: messages of one port may share a turn
  port1.onmessage = () => {
    port1.close();
    work();
  };
  port2.postMessage(undefined);
}
