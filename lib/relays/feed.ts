/**
 * What is loaded for the accounts: profile and lists of each of them, live, one subscription per relay.
 * Nothing survives here; sessions keep what arrives. Whatever a relay sends counts only after Facet's own check.
 */
import type { NostrEvent } from '../nostr/event';
import type { RelayView } from '../rpc/relays';
import type { Head } from './checking';
import type { Connections } from './connections';
import { listen, type Listening } from './listening';
import type { Ask, Authors } from './plan';

export interface FeedEvents {
  /** Whether an event with this head could replace what is held; asked before the costly check. */
  isWanted(head: Head): boolean;
  /** A verified event of a followed account, of a kind that is followed. */
  onEvent(event: NostrEvent): void;
  /** This relay has told all it had of these authors at that time (s). */
  onHeard(url: string, pubkeys: readonly string[], at: number): void;
  /** Every relay that is asked has told all it has, or is not listened to. */
  onComplete(): void;
}

/** A subscription on one relay. */
interface Running {
  /** Whom it is about: another set of authors is another subscription. */
  authors: string;
  /** Whose socket it is; absent: it is shared. */
  apart: string | undefined;
  listening: Listening;
}

export type Feed = ReturnType<typeof createFeed>;

/** `connectionsOf` are those of an account that is kept apart, or the shared ones. */
export function createFeed(
  connectionsOf: (apart: string | undefined) => Connections,
  { onComplete, ...events }: FeedEvents,
) {
  const running = new Map<string, Running>();

  function start({ url, apart, authors }: Ask): Running {
    const listening = listen(connectionsOf(apart), url, authors, {
      ...events,
      onDone() {
        if (isComplete()) onComplete();
      },
    });
    return { authors: toNames(authors), apart, listening };
  }

  const isComplete = (): boolean => [...running.values()].every(({ listening: { isDone } }) => isDone);

  return {
    /** Loads and watches what the plan asks for; returns at once. What stays as it was is left alone. */
    follow(plan: readonly Ask[]): void {
      const wanted = new Map(plan.map((ask) => [toKey(ask), ask]));
      const over = [...running].filter(([key, { authors, listening }]) => {
        const ask = wanted.get(key);
        return !ask || toNames(ask.authors) !== authors || listening.isForgiven;
      });
      // the new ones first, so that a relay that stays is not cut
      for (const [key] of over) running.delete(key);
      for (const [key, ask] of wanted) if (!running.has(key)) running.set(key, start(ask));
      for (const [, { listening }] of over) listening.stop();
    },

    stop(): void {
      for (const { listening } of running.values()) listening.stop();
      running.clear();
    },

    /** Whether every relay that is asked has told all it has. */
    get isComplete(): boolean {
      return isComplete();
    },

    /** The relays in use and how they are. */
    get relays(): RelayView[] {
      return [...running.values()].flatMap(({ apart, listening }) =>
        listening.views.map((view) => (apart === undefined ? view : { ...view, pubkey: apart })),
      );
    },
  };
}

const toKey = ({ apart, signsIn, url }: Ask): string => JSON.stringify([apart, signsIn, url]);

const toNames = (authors: readonly Authors[]): string =>
  authors
    .flatMap(({ pubkeys }) => pubkeys)
    .toSorted()
    .join();
