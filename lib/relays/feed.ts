/**
 * What is loaded for the accounts: profile and lists of each of them, live, one subscription per relay.
 * Nothing survives here; sessions keep what arrives. Whatever a relay sends counts only after Facet's own check.
 */
import type { NDKFilter } from '@nostr-dev-kit/ndk';
import { ACCOUNT_KINDS } from '../nostr/lists';
import type { NostrEvent } from '../nostr/event';
import { parseVerifiedEvent } from '../nostr/verify';
import type { RelayView } from '../rpc/snapshot';
import type { Connections } from './connections';
import { toSince, type Ask, type Authors } from './plan';

/** Clocks differ; an event from further ahead than this would shut out every true one until then. */
export const MAX_AHEAD = 15 * 60;

export interface FeedEvents {
  /** Whether an event with this head could replace what is held; asked before the costly check. */
  isWanted(event: Pick<NostrEvent, 'id' | 'pubkey' | 'kind' | 'created_at'>): boolean;
  /** A verified event of a followed account, of a kind that is followed. */
  onEvent(event: NostrEvent): void;
  /** This relay has told all it had of these authors at that time (s). */
  onHeard(url: string, pubkeys: readonly string[], at: number): void;
  /** Every relay that is asked has told all it has. */
  onComplete(): void;
}

/** A subscription on one relay. */
interface Running {
  /** Whom it is about: another set of authors is another subscription. */
  authors: string;
  isHeard: boolean;
  readonly views: RelayView[];
  stop(): void;
}

export type Feed = ReturnType<typeof createFeed>;

/** `connectionsOf` are those of an account that is kept apart, or the shared ones. */
export function createFeed(
  connectionsOf: (apart: string | undefined) => Connections,
  { isWanted, onEvent, onHeard, onComplete }: FeedEvents,
) {
  const running = new Map<string, Running>();

  function receive(raw: NostrEvent, authors: ReadonlySet<string>): void {
    const isOurs = authors.has(raw.pubkey) && ACCOUNT_KINDS.includes(raw.kind);
    if (!isOurs || raw.created_at > Date.now() / 1_000 + MAX_AHEAD || !isWanted(raw)) return;
    let event: NostrEvent;
    try {
      event = parseVerifiedEvent(raw);
    } catch {
      return; // forged, altered or malformed: as if it had never been sent
    }
    onEvent(event);
  }

  function start({ url, apart, authors }: Ask): Running {
    const use = connectionsOf(apart).use([url]);
    const pubkeys = toPubkeys(authors);
    const ours = new Set(pubkeys);
    let asked = authors;
    let unsubscribe = subscribe();

    function subscribe(): () => void {
      const at = Math.floor(Date.now() / 1_000);
      const onAll = () => {
        if (!isRunning(each)) return;
        asked = [{ pubkeys, since: toSince(at) }];
        each.isHeard = true;
        onHeard(url, pubkeys, at);
        if (isComplete()) onComplete();
      };
      // what came together with the last word is still on its way through NDK
      return use.subscribe(
        asked.map(toFilter),
        (raw) => receive(raw, ours),
        () => setTimeout(onAll),
      );
    }

    // NDK would ask again for everything that it asked for at first
    function askForTheRest(): void {
      unsubscribe();
      unsubscribe = subscribe();
    }
    for (const relay of use.relays) relay.on('disconnect', askForTheRest);

    const each: Running = {
      authors: toNames(authors),
      isHeard: false,
      get views() {
        return use.views;
      },
      stop() {
        for (const relay of use.relays) relay.off('disconnect', askForTheRest);
        unsubscribe();
        use.release();
      },
    };
    return each;
  }

  const isComplete = (): boolean => [...running.values()].every(({ isHeard }) => isHeard);

  const isRunning = (each: Running): boolean => [...running.values()].includes(each);

  return {
    /** Loads and watches what the plan asks for; returns at once. What stays as it was is left alone. */
    follow(plan: readonly Ask[]): void {
      const wanted = new Map(plan.map((ask) => [JSON.stringify([ask.apart, ask.url]), ask]));
      const over = [...running].filter(([key, { authors }]) => {
        const ask = wanted.get(key);
        return !ask || toNames(ask.authors) !== authors;
      });
      // the new ones first, so that a relay that stays is not cut
      for (const [key] of over) running.delete(key);
      for (const [key, ask] of wanted) if (!running.has(key)) running.set(key, start(ask));
      for (const [, each] of over) each.stop();
    },

    stop(): void {
      for (const each of running.values()) each.stop();
      running.clear();
    },

    /** Whether every relay that is asked has told all it has. */
    get isComplete(): boolean {
      return isComplete();
    },

    /** The relays in use and how they are. */
    get relays(): RelayView[] {
      return [...running.values()].flatMap(({ views }) => views);
    },
  };
}

const toPubkeys = (authors: readonly Authors[]): string[] => authors.flatMap(({ pubkeys }) => pubkeys);

const toNames = (authors: readonly Authors[]): string => toPubkeys(authors).toSorted().join();

const toFilter = ({ pubkeys, since }: Authors): NDKFilter => ({
  kinds: [...ACCOUNT_KINDS],
  authors: pubkeys,
  ...(since === undefined ? {} : { since }),
});
