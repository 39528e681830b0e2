/** Listens to one relay: what it sends of these authors is checked in its turn, and what is true is told. */
import type { NDKFilter } from '@nostr-dev-kit/ndk';
import type { NostrEvent } from '../nostr/event';
import { ACCOUNT_KINDS } from '../nostr/lists';
import type { RelayView } from '../rpc/relays';
import type { Head } from './checking';
import type { Connections, Use } from './connections';
import type { Origin } from './frames';
import { withNdk } from './ndk';
import { toSince, type Authors } from './plan';

/** Clocks differ; an event from further ahead than this would shut out every true one until then. */
export const MAX_AHEAD = 15 * 60;

export interface ListeningEvents {
  /** Whether an event with this head could replace what is held; asked before the costly check. */
  isWanted(head: Head): boolean;
  /** A verified event of a followed account, of a kind that is followed. */
  onEvent(event: NostrEvent): void;
  /** This relay has told all it had of these authors at that time (s). */
  onHeard(url: string, pubkeys: readonly string[], at: number): void;
  /** There is nothing to wait for any more. */
  onDone(): void;
}

export interface Listening {
  /** The relay and how it is. */
  readonly views: RelayView[];
  /** It has told all it has, or is not listened to any more. */
  readonly isDone: boolean;
  /** It was not listened to for a while, and that while is over. */
  readonly isForgiven: boolean;
  /** Nothing is told any more, also of what has been sent already. */
  stop(): void;
}

export function listen(
  connections: Connections,
  url: string,
  authors: readonly Authors[],
  { isWanted, onEvent, onHeard, onDone }: ListeningEvents,
): Listening {
  const { checking, distrust } = connections;
  const pubkeys = authors.flatMap((each) => each.pubkeys);
  const ours = new Set(pubkeys);
  let asked = authors;
  let isOn = !distrust.reasonOf(url);
  let isDone = !isOn;
  let use: Use | undefined;
  let end: (() => void) | undefined;
  const giveUp = withNdk(() => {
    if (!isOn) return;
    use = connections.use([url]);
    end = begin(use);
  });

  function begin({ relays, subscribe, release }: Use): () => void {
    let news = 0;
    const lane = checking.open({
      isWanted,
      onEvent(event) {
        news += 1;
        onEvent(event);
      },
      onForged: () => distrust.note(url, 'forged'),
    });
    let unsubscribe = ask();

    function ask(): () => void {
      const at = Math.floor(Date.now() / 1_000);
      /** Of whom something was dropped, as there was no room for it. */
      const missed = new Set<string>();
      news = 0;
      // an honest relay holds one event of each kind and author, and may send all of them in vain
      let inVain = ours.size * ACCOUNT_KINDS.length;
      let noRoom = inVain;

      function receive(raw: NostrEvent, { frame }: Origin): void {
        const isOurs = ours.has(raw.pubkey) && ACCOUNT_KINDS.includes(raw.kind);
        if (!isOurs || isFarAhead(raw)) return distrust.note(url, 'useless');
        if (!isWanted(raw)) {
          inVain -= 1;
          if (inVain < 0) distrust.note(url, 'useless');
        } else if (!lane.add(raw, frame)) {
          missed.add(raw.pubkey);
          noRoom -= 1;
          if (noRoom < 0) distrust.note(url, 'useless');
        }
      }

      function onAll(): void {
        if (missed.size > 0 && news > 0) {
          // what is known by now is passed over, so that the rest has room
          asked = toRest(asked, missed, at);
          return askForTheRest();
        }
        if (missed.size === 0) {
          asked = [{ pubkeys, since: toSince(at) }];
          onHeard(url, pubkeys, at);
        }
        isDone = true;
        onDone();
      }

      // nothing to wait for until the person has said whether to sign in; it may still answer then
      function onRefused(): void {
        if (isDone) return;
        isDone = true;
        onDone();
      }
      return subscribe(toFilters(asked), receive, () => lane.after(onAll), onRefused);
    }

    // NDK would ask again for everything that it asked for at first
    function askForTheRest(): void {
      unsubscribe();
      unsubscribe = ask();
    }
    for (const relay of relays) relay.on('disconnect', askForTheRest);

    const unlisten = distrust.onOut(url, () => {
      stop();
      isDone = true;
      onDone();
    });

    return () => {
      unlisten();
      lane.close();
      for (const relay of relays) relay.off('disconnect', askForTheRest);
      unsubscribe();
      release();
    };
  }

  function stop(): void {
    giveUp();
    if (isOn) end?.();
    isOn = false;
  }

  return {
    get views(): RelayView[] {
      const distrusted = distrust.reasonOf(url);
      if (distrusted) return [{ url, state: 'disconnected', distrusted }];
      if (!isOn) return [];
      const views: RelayView[] = use?.views ?? [{ url, state: 'connecting' }];
      return views.map((view) => (view.signIn === 'wanted' ? { ...view, wants: pubkeys } : view));
    },
    get isDone() {
      return isDone;
    },
    get isForgiven() {
      return !isOn && !distrust.reasonOf(url);
    },
    stop,
  };
}

/** Whether an event claims to be from a time that no clock shows yet. */
export const isFarAhead = ({ created_at }: NostrEvent): boolean =>
  created_at > Date.now() / 1_000 + MAX_AHEAD;

/** Whom to ask for again: those of whom something was dropped as before, the others from now on. */
function toRest(asked: readonly Authors[], missed: ReadonlySet<string>, at: number): Authors[] {
  const whole = asked.flatMap(({ pubkeys }) => pubkeys).filter((pubkey) => !missed.has(pubkey));
  const again = asked.map(({ pubkeys, ...since }) => ({
    pubkeys: pubkeys.filter((pubkey) => missed.has(pubkey)),
    ...since,
  }));
  return [...again, { pubkeys: whole, since: toSince(at) }].filter(({ pubkeys }) => pubkeys.length > 0);
}

/** Most events that many relays send for one filter, whatever it asks for; and most filters that some take at once. */
const MOST_EVENTS = 500;
const MOST_FILTERS = 10;

/** Filters of so few authors each that a relay can send all it has of them. */
function toFilters(asked: readonly Authors[]): NDKFilter[] {
  const total = asked.reduce((sum, { pubkeys }) => sum + pubkeys.length, 0);
  const size = Math.max(
    Math.floor(MOST_EVENTS / ACCOUNT_KINDS.length),
    Math.ceil(total / (MOST_FILTERS - 2)),
  );
  return asked.flatMap(({ pubkeys, since }) =>
    toGroups(pubkeys, size).map((authors) => ({
      kinds: [...ACCOUNT_KINDS],
      authors,
      ...(since === undefined ? {} : { since }),
    })),
  );
}

const toGroups = (pubkeys: readonly string[], size: number): string[][] =>
  Array.from({ length: Math.ceil(pubkeys.length / size) }, (_, group) =>
    pubkeys.slice(group * size, (group + 1) * size),
  );
