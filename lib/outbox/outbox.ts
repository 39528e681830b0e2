/**
 * The events that Facet itself has signed and that relays have yet to take. They wait in the sealed state, so no
 * lock, restart or lost connection loses one; every event is signed, checked and agreed to before it comes here.
 * Call `run` when the vault was opened and when the alarm rings, `stop` when it locks.
 */
import type { NostrEvent } from '../nostr/event';
import type { RelayAnswer, RelayView } from '../rpc/relays';
import type { OutboxItem } from '../storage/state';
import type { StateStore } from '../vault/state-store';
import { drop, enqueue, isWaiting, MOST_WAIT, renew, renewAt, settle, toWait, wantsSignIn } from './queue';

/** Events on their way at the same time. */
const AT_ONCE = 6;

/** A connection that comes back is no reason to try again sooner than this after the last time (ms). */
const REST = 10_000;

export interface OutboxRooms {
  store: StateStore;
  /** Hands an event to relays; resolves to what each said. Rejects where it could not even begin. */
  publish(event: NostrEvent, relayUrls: readonly string[], signal: AbortSignal): Promise<RelayAnswer[]>;
  /** `run` must be called again at this time (ms). */
  onDue(when: number): void;
  /** From 0 to 1. */
  random?: () => number;
}

export type Outbox = ReturnType<typeof createOutbox>;

export function createOutbox({ store, publish, onDue, random = Math.random }: OutboxRooms) {
  const underWay = new Map<string, AbortController>();
  /** Events whose try broke down or could not be written down, and when they may be tried again. */
  const held = new Map<string, number>();
  let connected = new Set<string>();

  const items = (): readonly OutboxItem[] => (store.isOpen ? (store.state.outbox ?? []) : []);

  /** A time further ahead than any wait was written down while the clock was ahead: it says nothing. */
  const toDueAt = ({ event, dueAt }: OutboxItem): number => {
    const latest = Date.now() + MOST_WAIT;
    return Math.max(...[dueAt, held.get(event.id) ?? 0].map((at) => (at > latest ? 0 : at)));
  };

  /** One try of one event. */
  async function send({ event, relays, tries }: OutboxItem): Promise<void> {
    const trial = new AbortController();
    underWay.set(event.id, trial);
    const asked = relays.flatMap(({ url, answer }) => (answer === 'none' ? [url] : []));
    const wait = toWait(tries + 1, random());
    try {
      const answers = await publish(event, asked, trial.signal);
      if (trial.signal.aborted) return;
      await store.change((draft) => settle(draft, event.id, answers, wait, Date.now()));
      held.delete(event.id);
    } catch {
      // locked meanwhile, the disk is full, or the code for relays could not be loaded: the event is where it was, and
      // relays know one they have. The next try must not come at once: a loop of tries would leave no turn to anybody
      if (!trial.signal.aborted) held.set(event.id, Date.now() + wait);
    } finally {
      underWay.delete(event.id);
      run();
    }
  }

  /** Tries what is due, and those that `isEager` names. */
  function run(isEager: (item: OutboxItem) => boolean = () => false): void {
    const now = Date.now();
    const waiting = items().filter((item) => isWaiting(item) && !underWay.has(item.event.id));
    const isDue = (item: OutboxItem) =>
      toDueAt(item) <= now || (isEager(item) && Math.abs(now - item.triedAt) >= REST);
    const due = waiting.filter(isDue).slice(0, AT_ONCE - underWay.size);
    for (const item of due) void send(item);
    const later = waiting.filter((item) => !isDue(item)).map(toDueAt);
    if (later.length > 0) onDue(Math.min(...later));
  }

  /** Ends the tries of events that are not waiting any more. */
  function stopGone(): void {
    const left = new Set(items().map(({ event }) => event.id));
    for (const [id, trial] of underWay) if (!left.has(id)) trial.abort();
  }

  return {
    run,

    /** Puts signed events in, all of them or none. Throws `locked` or `busy`, or what the disk throws. */
    async add(events: readonly NostrEvent[], relayUrls: readonly string[]): Promise<void> {
      await store.change((draft) => {
        for (const event of events) enqueue(draft, event, relayUrls, Date.now());
      });
      stopGone();
      run();
    },

    /** Asks relays again now, those that refused too. */
    async retry(id: string): Promise<void> {
      await store.change((draft) => renew(draft, id, Date.now()));
      held.delete(id);
      run();
    },

    /** The person has said whether this account signs in to this relay: what it refused for that is tried now. */
    async onSignIn(pubkey: string, relayUrl: string): Promise<void> {
      const ids = items().flatMap((item) =>
        item.event.pubkey === pubkey && wantsSignIn(item, relayUrl) ? [item.event.id] : [],
      );
      if (ids.length === 0) return;
      await store.change((draft) => {
        for (const id of ids) renewAt(draft, id, relayUrl, Date.now());
      });
      for (const id of ids) {
        held.delete(id);
        underWay.get(id)?.abort(); // it began before this was said
      }
      run();
    },

    /** Takes an event out. */
    async drop(id: string): Promise<void> {
      await store.change((draft) => drop(draft, id));
      stopGone();
    },

    /** The connections of Facet changed: what waits for a relay that is back is tried. */
    onRelays(relays: readonly RelayView[]): void {
      const now = new Set(relays.flatMap(({ url, state }) => (state === 'connected' ? [url] : [])));
      const back = [...now].filter((url) => !connected.has(url));
      connected = now;
      if (back.length === 0) return;
      run(({ relays: all }) => all.some(({ url, answer }) => answer === 'none' && back.includes(url)));
    },

    /** The machine is online again: everything that waits is tried. */
    onOnline: (): void => run(() => true),

    stopGone,

    /** Ends every try at once; what was under way is tried again by the next `run`. */
    stop(): void {
      for (const trial of underWay.values()) trial.abort();
      connected = new Set();
    },
  };
}
