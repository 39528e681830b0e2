/**
 * What is loaded for the accounts: profile, follows, mutes and relay list of every account, live.
 * Nothing survives here; sessions keep what arrives. Whatever a relay sends counts only after Facet's own check.
 */
import { FOLLOWS, MUTES, PROFILE, RELAYS } from '../nostr/lists';
import type { NostrEvent } from '../nostr/event';
import { parseVerifiedEvent } from '../nostr/verify';
import type { RelayView } from '../rpc/snapshot';
import type { Connections, Use } from './connections';

const KINDS = [PROFILE, FOLLOWS, MUTES, RELAYS];

/** Clocks differ; an event from further ahead than this would shut out every true one until then. */
export const MAX_AHEAD = 15 * 60;

export interface FeedEvents {
  /** Whether an event with this head could replace what is held; asked before the costly check. */
  isWanted(event: Pick<NostrEvent, 'id' | 'pubkey' | 'kind' | 'created_at'>): boolean;
  /** A verified event of a followed account, of a kind that is followed. */
  onEvent(event: NostrEvent): void;
}

export type Feed = ReturnType<typeof createFeed>;

export function createFeed(connections: Connections, { isWanted, onEvent }: FeedEvents) {
  let use: Use | undefined;
  let unsubscribe: (() => void) | undefined;
  let followed = '';

  function receive(raw: NostrEvent, authors: Set<string>): void {
    const isOurs = authors.has(raw.pubkey) && KINDS.includes(raw.kind);
    if (!isOurs || raw.created_at > Date.now() / 1000 + MAX_AHEAD || !isWanted(raw)) return;
    let event: NostrEvent;
    try {
      event = parseVerifiedEvent(raw);
    } catch {
      return; // forged, altered or malformed: as if it had never been sent
    }
    onEvent(event);
  }

  function stop(): void {
    unsubscribe?.();
    use?.release();
    use = undefined;
    unsubscribe = undefined;
    followed = '';
  }

  return {
    /** Loads and watches these accounts on these relays; returns at once, does nothing when nothing changed. */
    follow(pubkeys: string[], relayUrls: string[]): void {
      const wish = JSON.stringify([pubkeys, relayUrls]);
      if (wish === followed) return;
      const before = use;
      unsubscribe?.();
      followed = wish;
      // taken before the old ones are given back, so that a relay that stays is not cut
      use = pubkeys.length > 0 && relayUrls.length > 0 ? connections.use(relayUrls) : undefined;
      before?.release();
      unsubscribe = undefined;
      if (!use) return;
      const authors = new Set(pubkeys);
      unsubscribe = use.subscribe({ kinds: KINDS, authors: pubkeys }, (raw) => receive(raw, authors));
    },

    stop,

    /** The relays in use and how they are. */
    get relays(): RelayView[] {
      return use?.views ?? [];
    },
  };
}
