/**
 * What relays tell of the accounts: taken by their sessions when it is news, kept on disk, and read from there when
 * more of it is needed than a summary.
 */
import type { NostrEvent } from '../nostr/event';
import { copiesOf } from '../nostr/kept-copies';
import { ACCOUNT_KINDS, FOLLOWS, toFollows } from '../nostr/lists';
import type { SealedRecord } from '../storage/database';
import type { StoredAccount } from '../storage/state';
import type { Copies } from './copies';
import { createCounting } from './counting';
import type { Session } from './session';
import type { Summaries } from './summaries';
import { createSummary, isNews, joinSummaries, type Summary, withEvent } from './summary';

export interface ToldRooms {
  /** All of them; none while locked. */
  getSessions: () => readonly Session[];
  /** The live session of an account. */
  getSession: (pubkey: string) => Session | undefined;
  /** The stored account; undefined while locked too. */
  find: (pubkey: string) => StoredAccount | undefined;
  /** The same; throws `locked` or `no-account`. */
  expectAccount: (pubkey: string) => StoredAccount;
  summaries: Summaries;
  copies: Copies;
  /** Something new was told. */
  onTold: (event: NostrEvent) => void;
  /** More was found in what was told before. */
  onCounted: () => void;
}

export function createTold(rooms: ToldRooms) {
  const { getSessions, getSession, find, expectAccount, summaries, copies, onTold, onCounted } = rooms;
  /** The list that was asked for last: a prompt asks for the same again and again. */
  let lastFollows: { id: string; pubkeys: ReadonlySet<string> } | undefined;

  /** Sessions of which the disk has not been asked yet, and what they began with. */
  const unread = new WeakMap<Session, Summary>();

  /** Keeps what is known of an account, as long as this is its session; never over what has not been read yet. */
  function keep(account: StoredAccount, session: Session): void {
    if (unread.has(session)) return;
    summaries.keep(account, () => (getSession(account.pubkey) === session ? session.summary : undefined));
  }

  function keepCopies(pubkey: string, events: readonly NostrEvent[]): void {
    const account = find(pubkey);
    if (account) copies.keep(account, events, () => find(pubkey)?.id === account.id);
  }

  async function loadEvent(pubkey: string, kind: number): Promise<NostrEvent | undefined> {
    const [event] = copiesOf(await copies.load(expectAccount(pubkey)), { kind, tags: [] });
    const session = getSession(pubkey);
    // known, and yet not there: the disk has lost it, and relays are asked for everything again
    if (!event && session?.summary.known[kind]) session.summary = createSummary();
    return event;
  }

  /** The event of this kind that is known; one that the disk has lost is known no more, and asked for again. */
  async function loadKnown(pubkey: string, kind: number): Promise<NostrEvent | undefined> {
    const id = getSession(pubkey)?.summary.known[kind]?.id;
    const event = (await copies.load(expectAccount(pubkey))).find((copy) => copy.id === id);
    const session = getSession(pubkey);
    if (event || session?.summary.known[kind]?.id !== id) return event;
    const { [kind]: _, ...known } = session?.summary.known ?? {};
    if (session) session.summary = { known, heard: {} };
    return undefined;
  }

  const counting = createCounting({
    ...{ getSessions, find, loadKnown },
    onCounted(account, session) {
      keep(account, session);
      onCounted();
    },
  });

  return {
    /** A new session goes on with what the one before it knew. */
    inherit(account: StoredAccount, session: Session, before: Session): void {
      session.summary = before.summary;
      keep(account, session);
    },

    /** The disk knows more of this session's account, and `restore` is going to ask it. */
    expectMore(session: Session): void {
      unread.set(session, session.summary);
    },

    /** Adds what the disk knows of an account. */
    async restore(account: StoredAccount, session: Session): Promise<void> {
      const kept = await summaries.load(account);
      const isAhead = session.summary !== unread.get(session);
      unread.delete(session);
      if (kept) session.summary = joinSummaries(session.summary, kept);
      if (isAhead) keep(account, session); // something came before the disk was asked
    },

    /** Forgets what was read, as the lock does. */
    forget(): void {
      lastFollows = undefined;
      counting.forget();
    },

    /** The records that keep these events, each with the first of the accounts that is its author. */
    async joinCopies(
      events: readonly NostrEvent[],
      accounts: readonly StoredAccount[],
    ): Promise<SealedRecord[]> {
      const authors = [...new Set(events.map(({ pubkey }) => pubkey))];
      const known = authors.flatMap((author) => accounts.find(({ pubkey }) => pubkey === author) ?? []);
      const ofAuthor = (author: string) => events.filter(({ pubkey }) => pubkey === author);
      const joined = known.map((account) => copies.join(account, ofAuthor(account.pubkey)));
      return (await Promise.all(joined)).flat();
    },

    /** What sessions offer of it. */
    methods: {
      /** Whether a relay's event could replace what is known of its author. */
      isWanted(event: Pick<NostrEvent, 'id' | 'pubkey' | 'kind' | 'created_at'>): boolean {
        const session = getSession(event.pubkey);
        return session !== undefined && isNews(session.summary, event);
      },

      /** Takes a verified event of one of the accounts, and keeps it; of other kinds nothing is known. */
      apply(event: NostrEvent): void {
        const session = getSession(event.pubkey);
        const account = find(event.pubkey);
        const isOurs = session && account && ACCOUNT_KINDS.includes(event.kind);
        if (!isOurs || !isNews(session.summary, event)) return;
        session.summary = withEvent(session.summary, event);
        keepCopies(event.pubkey, [event]);
        keep(account, session);
        counting.onEvent(event, session);
        onTold(event);
      },

      /** Something about the accounts may be different: what is counted only now is counted, in the background. */
      countMore: counting.follow,

      /** This relay has told all it has of these accounts, until then (s). */
      heard(url: string, pubkeys: readonly string[], until: number): void {
        for (const pubkey of pubkeys) {
          const session = getSession(pubkey);
          const account = find(pubkey);
          if (!session || !account) continue;
          session.summary = { ...session.summary, heard: { ...session.summary.heard, [url]: until } };
          keep(account, session);
        }
      },

      /** The newest event of this kind by an account. Throws `locked` or `no-account`. */
      loadEvent,

      /** Whom an account follows; undefined as long as no relay has told. Throws `locked` or `no-account`. */
      async loadFollows(pubkey: string): Promise<ReadonlySet<string> | undefined> {
        const { id } = getSession(pubkey)?.summary.known[FOLLOWS] ?? {};
        if (!id) return undefined;
        if (lastFollows?.id !== id) {
          const event = await loadEvent(pubkey, FOLLOWS);
          lastFollows = event && { id, pubkeys: toFollows(event) };
        }
        return lastFollows?.pubkeys;
      },

      /** Keeps verified events of an account among its earlier copies, in the background. */
      keepCopies,

      /** The earlier copies of an account, and the newest ones. Throws `locked` or `no-account`. */
      loadCopies: (pubkey: string): Promise<NostrEvent[]> => copies.load(expectAccount(pubkey)),
    },
  };
}
