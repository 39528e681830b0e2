/**
 * What an event would replace: the newest copy that Facet knows, and meanwhile relays are asked for a newer one.
 * Nothing waits for them but who asks to. What is known of an account and its kinds is kept by the sessions.
 */
import { isEncrypted, isNip04 } from '../nostr/ciphertext';
import type { EventTemplate, NostrEvent } from '../nostr/event';
import { copiesOf } from '../nostr/kept-copies';
import { isNewer, PROFILE } from '../nostr/lists';
import { toEntries } from '../nostr/list-entries';
import { toProfileChanges } from '../nostr/profile-edit';
import { toOpenable } from '../nostr/relay-url';
import { isBeyondRules, isList, MAX_AHEAD, toDangers, toUndone } from '../nostr/replace-danger';
import { toPlace, toReplaceDiff, type EventPlace, type ReplaceDiff } from '../nostr/replace-diff';
import { asksPassword } from '../permissions/permissions';
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
  /** The newest copy of a place that these relays have, and whether any answered; within three seconds, and never rejects. */
  findNewest: (
    pubkey: string,
    place: EventPlace,
    relayUrls: string[],
  ) => Promise<{ event?: NostrEvent; isAnswered: boolean }>;
  /** Whether the account can read the private part of a list; undefined where that is not to be known without asking somebody. */
  isReadable: (signer: Session['signer'], content: string) => Promise<boolean | undefined>;
}

/** A question to relays, asked or answered. */
interface Lookup {
  until: number;
  found: Promise<void>;
  isDone: boolean;
  /** Some relay has said what it has, or that it has nothing. */
  isAnswered: boolean;
}

/** What is kept of a place. */
interface Held {
  known: NostrEvent | undefined;
  /** From before it, the newest first. */
  earlier: NostrEvent[];
}

type Placed = Pick<EventTemplate, 'kind' | 'tags'>;

export type Replacing = ReturnType<typeof createReplacing>;

export function createReplacing({ vault, store, sessions, findNewest, isReadable }: ReplacingRooms) {
  const lookups = new Map<string, Lookup>();
  // a look that the lock cuts short has found nothing, and must not count as one for the next minute
  vault.onLock(() => lookups.clear());

  /** Asks relays, unless they were asked a moment ago; resolves when they have answered or were given up. */
  function look(pubkey: string, event: Placed): Omit<Lookup, 'until'> {
    const place = toPlace(event);
    const session = sessions.get(pubkey);
    if (!place || !session) return { found: Promise.resolve(), isDone: true, isAnswered: false };
    const key = JSON.stringify([pubkey, place]);
    const running = lookups.get(key);
    if (running && (!running.isDone || Date.now() < running.until)) return running;
    for (const [each, { isDone, until }] of lookups) if (isDone && until < Date.now()) lookups.delete(each);
    const lookup = { until: Infinity, isDone: false, isAnswered: false, found: Promise.resolve() };
    lookup.found = findNewest(pubkey, place, toRelayUrls(session)).then(({ event: found, isAnswered }) => {
      Object.assign(lookup, { isDone: true, isAnswered, until: Date.now() + FRESH });
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

  /** What the draft would change: a private part that becomes one its owner cannot read is gone. */
  async function compare(pubkey: string, known: NostrEvent, draft: EventTemplate): Promise<ReplaceDiff> {
    const diff = toReplaceDiff(known, draft);
    if (!isPrivateChanged(diff, draft)) return diff;
    return (await reads(pubkey, draft.content)) === false ? { ...diff, private: 'removed' } : diff;
  }

  /** Nothing is decrypted of an account that asks the password for that. */
  async function reads(pubkey: string, content: string): Promise<boolean | undefined> {
    const session = sessions.get(pubkey);
    return session && !asksPassword(store.state, pubkey) ? isReadable(session.signer, content) : undefined;
  }

  /**
   * Whether a private part becomes another one of which a rule cannot know that its owner can read it. Under NIP-04 it
   * is never tried: a page could tell by the signature whether a text that it made up has the right padding.
   */
  const isUnsure = async (pubkey: string, draft: EventTemplate, diff: ReplaceDiff): Promise<boolean> =>
    isPrivateChanged(diff, draft) && (isNip04(draft.content) || !(await reads(pubkey, draft.content)));

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
      const diff = await compare(pubkey, known, draft);
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
      if (!known || known.id === seen) return false;
      return toDangers(known, draft, earlier, await compare(pubkey, known, draft)).length > 0;
    },

    /**
     * Whether the person is to see this draft whatever rules say: it is dangerous, or more than a rule is for, or, where one
     * would sign it (`isRuled`), a list that nothing is known of as long as no relay has said that it has none. Relays are
     * asked from then on, and nothing waits for them.
     */
    async isForPerson(pubkey: string, draft: EventTemplate, isRuled: boolean): Promise<boolean> {
      if (!toPlace(draft)) return false;
      const { known, earlier } = await held(pubkey, draft);
      if (!known) return isAhead(draft) || (isRuled && isList(draft.kind) && !isNone(look(pubkey, draft)));
      const diff = toReplaceDiff(known, draft);
      return (
        toDangers(known, draft, earlier, diff).length > 0 ||
        isBeyondRules(draft, [known, ...earlier], Date.now() / 1_000) ||
        (await isUnsure(pubkey, draft, diff))
      );
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

/** Relays were asked, and what they said is all that there is. */
const isNone = ({ isDone, isAnswered }: Omit<Lookup, 'until'>): boolean => isDone && isAnswered;

const isPrivateChanged = (diff: ReplaceDiff, { kind }: EventTemplate): boolean =>
  diff.private === 'changed' && isList(kind);

const isAhead = ({ created_at }: Pick<EventTemplate, 'created_at'>): boolean =>
  created_at > Date.now() / 1_000 + MAX_AHEAD;

/** What a copy is called. */
export const toCopyHead = (event: NostrEvent): CopyHead => ({
  id: event.id,
  created_at: event.created_at,
  size: event.kind === PROFILE ? toProfileChanges('', event.content).length : toEntries(event.tags).size,
  isPrivate: isEncrypted(event.content),
});
