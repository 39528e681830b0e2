/**
 * What an event would replace: the newest copy that Facet knows, and meanwhile relays are asked for a newer one.
 * Nothing waits for them but who asks to. What is known of an account and its kinds is kept by the sessions.
 */
import type { EventTemplate, NostrEvent } from '../nostr/event';
import { copiesOf } from '../nostr/kept-copies';
import { isNewer, PROFILE } from '../nostr/lists';
import { toEntries } from '../nostr/list-entries';
import { toProfileChanges } from '../nostr/profile-edit';
import { toOpenable } from '../nostr/relay-url';
import { isBeyondRules, isList, MAX_AHEAD, toDangers, toUndone } from '../nostr/replace-danger';
import { isEncrypted, toPlace, toReplaceDiff, type EventPlace } from '../nostr/replace-diff';
import type { CopyHead, Replacement } from '../rpc/replace';
import type { Session } from '../sessions/session';
import type { Sessions } from '../sessions/sessions';
import { toWriteRelays } from '../sessions/summary';
import type { StateStore } from '../vault/state-store';
import type { Vault } from '../vault/vault';

/** What relays said counts for so long (ms). */
const FRESH = 60_000;

/** Most relays that are asked, or that one event is sent to. */
export const MOST_RELAYS = 20;

export interface ReplacingRooms {
  vault: Pick<Vault, 'onLock'>;
  store: StateStore;
  sessions: Sessions;
  /** The newest copy of a place that these relays have; within three seconds, and never rejects. */
  findNewest: (pubkey: string, place: EventPlace, relayUrls: string[]) => Promise<NostrEvent | undefined>;
}

/** What is kept of a place. */
interface Held {
  known: NostrEvent | undefined;
  /** From before it, the newest first. */
  earlier: NostrEvent[];
}

type Placed = Pick<EventTemplate, 'kind' | 'tags'>;

export type Replacing = ReturnType<typeof createReplacing>;

export function createReplacing({ vault, store, sessions, findNewest }: ReplacingRooms) {
  const lookups = new Map<string, { until: number; found: Promise<void>; isDone: boolean }>();
  // a look that the lock cuts short has found nothing, and must not count as one for the next minute
  vault.onLock(() => lookups.clear());

  /** Asks relays, unless they were asked a moment ago; resolves when they have answered or were given up. */
  function look(pubkey: string, event: Placed): { found: Promise<void>; isDone: boolean } {
    const place = toPlace(event);
    const session = sessions.get(pubkey);
    if (!place || !session) return { found: Promise.resolve(), isDone: true };
    const key = JSON.stringify([pubkey, place]);
    const running = lookups.get(key);
    if (running && (!running.isDone || Date.now() < running.until)) return running;
    for (const [each, { isDone, until }] of lookups) if (isDone && until < Date.now()) lookups.delete(each);
    const lookup = { until: Infinity, isDone: false, found: Promise.resolve() };
    lookup.found = findNewest(pubkey, place, toRelayUrls(session)).then((found) => {
      Object.assign(lookup, { isDone: true, until: Date.now() + FRESH });
      if (!found || sessions.get(pubkey) !== session) return;
      sessions.apply(found);
      sessions.keepCopies(pubkey, [found]);
    });
    lookups.set(key, lookup);
    return lookup;
  }

  /** The newest copy that is known, and those before it; `copies` are those of the account, if they are at hand. */
  async function held(pubkey: string, event: Placed, copies?: readonly NostrEvent[]): Promise<Held> {
    const kept = copiesOf(copies ?? (await sessions.loadCopies(pubkey)), event);
    const all = kept
      .filter((copy) => !isAhead(copy))
      .toSorted((one, other) => (isNewer(one, other) ? -1 : 1));
    return { known: all[0], earlier: all.slice(1) };
  }

  /** The relays that the person listed: in Facet, and for this account to write to. */
  function toRelayUrls({ summary }: Session): string[] {
    const { relays } = store.state.settings;
    return [...new Set([...relays, ...toOpenable(toWriteRelays(summary), relays)])].slice(0, MOST_RELAYS);
  }

  return {
    look,
    held,
    toRelayUrls,

    /** What this draft would do, as far as is known now; relays are asked meanwhile. */
    async view(pubkey: string, draft: EventTemplate): Promise<Replacement> {
      const { isDone } = look(pubkey, draft);
      const { known, earlier } = await held(pubkey, draft);
      if (!known) return { looking: !isDone, dangers: [] };
      const diff = toReplaceDiff(known, draft);
      const dangers = toDangers(known, draft, earlier, diff);
      const undone = dangers.includes('undoes') ? toUndone(known, draft, earlier) : undefined;
      return {
        known: toCopyHead(known),
        looking: !isDone,
        diff,
        dangers,
        ...(undone ? { undone } : {}),
      };
    },

    /** Whether the person must see first what this draft would take away; `seen` is the copy whose loss they saw. */
    async isDangerous(pubkey: string, draft: EventTemplate, seen?: string): Promise<boolean> {
      if (!toPlace(draft)) return false;
      const { known, earlier } = await held(pubkey, draft);
      return known !== undefined && known.id !== seen && toDangers(known, draft, earlier).length > 0;
    },

    /**
     * Whether the person is to see this draft whatever rules say: it is dangerous, or more than a rule is for, or, where one
     * would sign it (`isRuled`), a list that nothing is known of. Relays are asked from then on, and nothing waits for them.
     */
    async isForPerson(pubkey: string, draft: EventTemplate, isRuled: boolean): Promise<boolean> {
      if (!toPlace(draft)) return false;
      const { known, earlier } = await held(pubkey, draft);
      if (!known) return isAhead(draft) || (isRuled && isList(draft.kind) && !look(pubkey, draft).isDone);
      const copies = [known, ...earlier];
      return toDangers(known, draft, earlier).length > 0 || isBeyondRules(draft, copies, Date.now() / 1_000);
    },

    /** Keeps an event that was signed, and what it replaces; in the background. */
    keep(event: NostrEvent): void {
      const { pubkey } = event;
      if (!toPlace(event)) return;
      held(pubkey, event)
        .then(({ known }) =>
          // one from far ahead would stand in front of all others
          sessions.keepCopies(pubkey, [...(known ? [known] : []), ...(isAhead(event) ? [] : [event])]),
        )
        .catch(() => undefined); // locked meanwhile, or logged out
    },
  };
}

const isAhead = ({ created_at }: Pick<EventTemplate, 'created_at'>): boolean =>
  created_at > Date.now() / 1_000 + MAX_AHEAD;

/** What a copy is called. */
export const toCopyHead = (event: NostrEvent): CopyHead => ({
  id: event.id,
  created_at: event.created_at,
  size: event.kind === PROFILE ? toProfileChanges('', event.content).length : toEntries(event.tags).size,
  isPrivate: isEncrypted(event.content),
});
