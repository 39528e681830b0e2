/**
 * The live sessions, all of them at once, and the current one. They exist while the vault is unlocked and are
 * rebuilt from it by `restore()`. Every change is saved before it is true here.
 */
import type { NostrEvent } from '../nostr/event';
import { copiesOf } from '../nostr/kept-copies';
import { ACCOUNT_KINDS, FOLLOWS, toFollows } from '../nostr/lists';
import { FacetError, InvalidError } from '../rpc/errors';
import { createSigner } from '../signers/kinds';
import type { RemoteSigners } from '../signers/remote/remote-signers';
import type { SealedRecord } from '../storage/database';
import type { State, StoredAccount } from '../storage/state';
import type { Secrets } from '../vault/secrets';
import type { StateStore } from '../vault/state-store';
import { toCopiesRecordId, type Copies } from './copies';
import { isUpgrade, sealAccount, toStoredAccount, wipe, type NewAccount } from './new-account';
import { favouritesFirst } from './order';
import { createSession, type Session } from './session';
import { toSummaryRecordId, type Summaries } from './summaries';
import { isNews, joinSummaries, withEvent } from './summary';

export type Sessions = ReturnType<typeof createSessions>;

/** What sessions are built on, and whom they tell. */
export interface SessionRooms {
  store: StateStore;
  secrets: Secrets;
  remotes: RemoteSigners;
  summaries: Summaries;
  copies: Copies;
  /** Removes whatever else in the state is about an account that goes. */
  onForget: (draft: State, pubkey: string) => void;
  /** Records that are about several accounts, sealed without these; runs in the turn of their going. */
  sealWithout: (pubkeys: readonly string[]) => Promise<SealedRecord[]>;
  /** Something that is shown has changed without the state having been saved. */
  onChange: () => void;
}

/** A new account, and the entry it is about to take the place of. */
interface Plan {
  held: StoredAccount | undefined;
  stored: StoredAccount;
}

export function createSessions(rooms: SessionRooms) {
  const { store, secrets, remotes, summaries, copies, sealWithout, onForget, onChange } = rooms;
  const live = new Map<string, Session>();
  /** The list that was asked for last: a prompt asks for the same again and again. */
  let lastFollows: { id: string; pubkeys: ReadonlySet<string> } | undefined;

  const find = (pubkey: string): StoredAccount | undefined =>
    store.state.accounts.find((account) => account.pubkey === pubkey);

  function expectAccount(pubkey: string): StoredAccount {
    const account = find(pubkey);
    if (!account) throw new FacetError('no-account', 'this account is not in Facet');
    return account;
  }

  function open(account: StoredAccount): Session {
    const session = createSession(createSigner(account, { secrets, remotes }));
    live.set(account.pubkey, session);
    return session;
  }

  /** Opens the session of an account that was added or can do more now; what relays told stays. */
  function renew(account: StoredAccount): void {
    const before = live.get(account.pubkey);
    const session = open(account);
    secrets.forget(account.id);
    if (!before) return;
    session.summary = before.summary;
    keep(account, session);
  }

  /** Keeps what is known of an account, as long as this is its session. */
  const keep = (account: StoredAccount, session: Session): void =>
    summaries.keep(account, () => (live.get(account.pubkey) === session ? session.summary : undefined));

  function keepCopies(pubkey: string, events: readonly NostrEvent[]): void {
    const account = store.isOpen ? find(pubkey) : undefined;
    if (account) copies.keep(account, events, () => find(pubkey)?.id === account.id);
  }

  const loadEvent = async (pubkey: string, kind: number): Promise<NostrEvent | undefined> =>
    copiesOf(await copies.load(expectAccount(pubkey)), { kind, tags: [] })[0];

  async function remove(gone: StoredAccount[]): Promise<void> {
    await store.change(
      (draft) => {
        const isGone = ({ pubkey }: StoredAccount) => gone.some((account) => account.pubkey === pubkey);
        draft.accounts = draft.accounts.filter((account) => !isGone(account));
        for (const { pubkey } of gone) onForget(draft, pubkey);
        if (gone.some(({ pubkey }) => pubkey === draft.current)) {
          const next = draft.accounts.toSorted((a, b) => b.usedAt - a.usedAt)[0];
          if (next) draft.current = next.pubkey;
          else delete draft.current;
        }
      },
      {
        put: () => sealWithout(gone.map(({ pubkey }) => pubkey)),
        remove: gone.flatMap((account) => [
          account.id,
          toSummaryRecordId(account),
          toCopiesRecordId(account),
        ]),
        onSaved: () => {
          for (const { id, pubkey } of gone) {
            live.delete(pubkey);
            secrets.forget(id);
          }
        },
      },
    );
  }

  return {
    /** In the person's order. */
    get all(): Session[] {
      if (!store.isOpen) return [];
      return store.state.accounts.flatMap(({ pubkey }) => live.get(pubkey) ?? []);
    },

    get current(): Session | undefined {
      return store.isOpen && store.state.current ? live.get(store.state.current) : undefined;
    },

    get: (pubkey: string): Session | undefined => (store.isOpen ? live.get(pubkey) : undefined),

    /** Throws `locked` or `no-account`. */
    expect(pubkey: string): Session {
      expectAccount(pubkey);
      return live.get(pubkey) as Session;
    },

    /** The stored account, if it has a key in the vault. Throws `locked`, `no-account` or `unsupported`. */
    expectKey(pubkey: string): StoredAccount {
      const account = expectAccount(pubkey);
      if (account.kind === 'secret-key') return account;
      throw new FacetError('unsupported', 'the key of this account is not in Facet');
    },

    /** Rebuilds every session from the open vault; what is known of them comes in from disk a moment later. */
    restore(): void {
      live.clear();
      const loads = store.state.accounts.map(async (account) => {
        const session = open(account);
        const fresh = session.summary;
        const kept = await summaries.load(account);
        if (!kept) return;
        const isAhead = session.summary !== fresh;
        session.summary = joinSummaries(session.summary, kept);
        // a relay was faster than the disk: what it sent was kept alone, over what is kept here
        if (isAhead) keep(account, session);
      });
      void Promise.all(loads).then(onChange);
    },

    /** Forgets every session, as the lock does. */
    clear(): void {
      live.clear();
      lastFollows = undefined;
    },

    /**
     * Adds accounts, all of them or none, without logging out another; a single one becomes current. Wipes their
     * secrets. Throws `invalid` for one that is here already, unless it can do more and `upgrade` says to take it.
     * `edit` changes more of the state in the same transaction, once they are in.
     */
    async add(
      fresh: readonly NewAccount[],
      { upgrade = false, edit }: { upgrade?: boolean | undefined; edit?: (draft: State) => void } = {},
    ): Promise<Session[]> {
      try {
        const { state } = store;
        const plans = fresh.map((each): Plan => {
          const held = find(each.pubkey);
          return { held, stored: toStoredAccount(each, held, state, Date.now()) };
        });
        const put = () =>
          Promise.all(fresh.map((each, index) => sealAccount(each, (plans[index] as Plan).stored, secrets)));
        await store.change(
          (draft) => {
            for (const { held, stored } of plans) {
              const at = draft.accounts.findIndex(({ pubkey }) => pubkey === stored.pubkey);
              const known = draft.accounts[at];
              // looked at again inside the change: the same account may have come in at the same moment
              const fits = !known || (upgrade && known.id === held?.id && isUpgrade(stored.kind, known.kind));
              if (!fits) throw new InvalidError('this account is already in Facet');
              if (known) draft.accounts[at] = stored;
              else draft.accounts.push(stored);
            }
            draft.accounts = favouritesFirst(draft.accounts);
            const [first] = plans;
            if (first && (plans.length === 1 || !draft.current)) draft.current = first.stored.pubkey;
            edit?.(draft);
          },
          {
            put: async () => (await put()).flat(),
            onSaved: () => {
              for (const { stored } of plans) renew(stored);
            },
          },
        );
        return plans.flatMap(({ stored }) => live.get(stored.pubkey) ?? []);
      } finally {
        wipe(fresh);
      }
    },

    /** Makes an account the current one. */
    async switch(pubkey: string): Promise<void> {
      expectAccount(pubkey);
      await store.change((draft) => {
        draft.current = pubkey;
        const account = draft.accounts.find((each) => each.pubkey === pubkey);
        if (account) account.usedAt = Date.now();
      });
    },

    /** Removes an account, the current one unless named. The most recently used of the others becomes current. */
    async logout(pubkey = store.state.current): Promise<void> {
      if (!pubkey) throw new FacetError('no-account', 'there is no account to log out');
      await remove([expectAccount(pubkey)]);
    },

    logoutAll: (): Promise<void> => remove([...store.state.accounts]),

    /** Whether a relay's event could replace what is known of its author. */
    isWanted(event: Pick<NostrEvent, 'id' | 'pubkey' | 'kind' | 'created_at'>): boolean {
      const session = live.get(event.pubkey);
      return session !== undefined && isNews(session.summary, event);
    },

    /** Takes a verified event of one of the accounts, and keeps it; of other kinds nothing is known. */
    apply(event: NostrEvent): void {
      const session = live.get(event.pubkey);
      const account = store.isOpen ? find(event.pubkey) : undefined;
      if (!session || !account || !ACCOUNT_KINDS.includes(event.kind) || !isNews(session.summary, event))
        return;
      session.summary = withEvent(session.summary, event);
      keepCopies(event.pubkey, [event]);
      keep(account, session);
      onChange();
    },

    /** This relay has told all it has of these accounts, until then (s). */
    heard(url: string, pubkeys: readonly string[], until: number): void {
      for (const pubkey of pubkeys) {
        const session = live.get(pubkey);
        const account = session && store.isOpen ? find(pubkey) : undefined;
        if (!session || !account) continue;
        session.summary = { ...session.summary, heard: { ...session.summary.heard, [url]: until } };
        keep(account, session);
      }
    },

    /** The newest event of this kind by an account. Throws `locked` or `no-account`. */
    loadEvent,

    /** Whom an account follows; undefined as long as no relay has told. Throws `locked` or `no-account`. */
    async loadFollows(pubkey: string): Promise<ReadonlySet<string> | undefined> {
      const { id } = live.get(pubkey)?.summary.known[FOLLOWS] ?? {};
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
  };
}
