/**
 * The live sessions, all of them at once, and the current one. They exist while the vault is unlocked and are
 * rebuilt from it by `restore()`. Every change is saved before it is true here.
 */
import type { NostrEvent } from '../nostr/event';
import { FacetError, InvalidError } from '../rpc/errors';
import type { Conversations } from '../signers/conversations';
import { createSigner } from '../signers/kinds';
import type { RemoteSigners } from '../signers/remote/remote-signers';
import type { SealedRecord } from '../storage/database';
import type { State, StoredAccount } from '../storage/state';
import type { Secrets } from '../vault/secrets';
import type { StateStore } from '../vault/state-store';
import { toCopiesRecordId, type Copies } from './copies';
import {
  isUpgrade,
  sealAccount,
  toStoredAccount,
  wipe,
  withoutKeyRules,
  type NewAccount,
} from './new-account';
import { favouritesFirst } from './order';
import { createSession, type Session } from './session';
import { toSummaryRecordId, type Summaries } from './summaries';
import { createTold } from './told';

export type Sessions = ReturnType<typeof createSessions>;

/** What sessions are built on, and whom they tell. */
export interface SessionRooms {
  store: StateStore;
  secrets: Secrets;
  conversations: Conversations;
  remotes: RemoteSigners;
  summaries: Summaries;
  copies: Copies;
  /** Removes whatever else in the state is about an account that goes. */
  onForget: (draft: State, pubkey: string) => void;
  /** Records that are about several accounts, sealed without these; runs in the turn of their going. */
  sealWithout: (pubkeys: readonly string[]) => Promise<SealedRecord[]>;
  /** What else is kept of an account and goes with it, by the ids of the records. */
  toOtherIds: (account: StoredAccount) => string[];
  /** Something that is shown has changed without the state having been saved. */
  onChange: () => void;
  /** A relay has told something new of an account; it may be one of thousands. */
  onTold: (event: NostrEvent) => void;
  /** More was found in what relays had told, of one of hundreds. */
  onCounted: () => void;
}

/** A new account, and the entry it is about to take the place of. */
interface Plan {
  held: StoredAccount | undefined;
  stored: StoredAccount;
}

/** How long what only Facet's own pages show may wait for (ms): a worker that was woken to sign does that first. */
const LATER = 500;

/** Accounts of which that is read in one go: whoever asks for something else meanwhile waits for so many at most. */
const AT_ONCE = 20;

/** What the disk is still to be asked for. */
interface Restoring {
  begin(): Promise<void>;
  stop(): void;
}

/** What may come in along with accounts. */
interface Along {
  upgrade?: boolean | undefined;
  edit?: (draft: State) => void;
  events?: readonly NostrEvent[];
}

export function createSessions(rooms: SessionRooms) {
  const { store, secrets, conversations, remotes, summaries, copies, sealWithout, onForget, onChange } =
    rooms;
  const live = new Map<string, Session>();
  let restoring: Restoring | undefined;

  const find = (pubkey: string): StoredAccount | undefined =>
    store.state.accounts.find((account) => account.pubkey === pubkey);

  function expectAccount(pubkey: string): StoredAccount {
    const account = find(pubkey);
    if (!account) throw new FacetError('no-account', 'this account is not in Facet');
    return account;
  }

  const getAll = (): Session[] =>
    store.isOpen ? store.state.accounts.flatMap(({ pubkey }) => live.get(pubkey) ?? []) : [];

  const told = createTold({
    ...{ expectAccount, summaries, copies, onTold: rooms.onTold, onCounted: rooms.onCounted },
    getSessions: getAll,
    getSession: (pubkey) => live.get(pubkey),
    find: (pubkey) => (store.isOpen ? find(pubkey) : undefined),
  });

  function open(account: StoredAccount): Session {
    const session = createSession(createSigner(account, { secrets, conversations, remotes }));
    live.set(account.pubkey, session);
    return session;
  }

  /** Opens the session of an account that was added or can do more now; what relays told stays. */
  function renew(account: StoredAccount): void {
    const before = live.get(account.pubkey);
    const session = open(account);
    secrets.forget(account.id);
    if (before) told.inherit(account, session, before);
  }

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
          ...rooms.toOtherIds(account),
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
      return getAll();
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

    /**
     * Rebuilds every session from the open vault; they sign at once. What is known of them comes in from disk when
     * somebody asks for it, or a moment later.
     */
    restore(): void {
      restoring?.stop();
      live.clear();
      const opened = store.state.accounts.map((account) => {
        const session = open(account);
        told.expectMore(session);
        return { account, session };
      });
      let loading: Promise<void> | undefined;
      const begin = () => (loading ??= load());
      async function load(): Promise<void> {
        for (let next = 0; next < opened.length; next += AT_ONCE) {
          const some = opened.slice(next, next + AT_ONCE);
          // what cannot be used of one account counts as none, and holds up nobody: relays have it all again
          await Promise.allSettled(some.map(({ account, session }) => told.restore(account, session)));
        }
        if (restoring === mine) restoring = undefined;
        onChange();
      }
      const timer = setTimeout(() => void begin(), LATER);
      const mine: Restoring = { begin, stop: () => clearTimeout(timer) };
      restoring = mine;
    },

    /** Whether what the disk knows of the accounts is here: until then relays would be asked for all of it again. */
    get isRestored(): boolean {
      return restoring === undefined;
    },

    /** Resolves once it is; nothing that only signs waits for that. */
    async whenRestored(): Promise<void> {
      await restoring?.begin();
    },

    /** Forgets every session, as the lock does. */
    clear(): void {
      restoring?.stop();
      restoring = undefined;
      live.clear();
      told.forget();
    },

    /**
     * Adds accounts, all of them or none, without logging out another; a single one becomes current. Wipes their
     * secrets. Throws `invalid` for one that is here already, unless it can do more and `upgrade` says to take it.
     * `edit` changes more of the state in the same transaction, once they are in, and `events`, which are verified,
     * come among the earlier copies of their authors.
     */
    async add(
      fresh: readonly NewAccount[],
      { upgrade = false, edit, events = [] }: Along = {},
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
              if (known?.kind === 'watch-only') {
                draft.rules = withoutKeyRules(draft.rules, (pubkey) => pubkey === known.pubkey);
              }
              if (known) draft.accounts[at] = stored;
              else draft.accounts.push(stored);
            }
            draft.accounts = favouritesFirst(draft.accounts);
            const [first] = plans;
            if (first && (plans.length === 1 || !draft.current)) draft.current = first.stored.pubkey;
            edit?.(draft);
          },
          {
            put: async () => [
              ...(await put()).flat(),
              ...(await told.joinCopies(events, [
                ...plans.map(({ stored }) => stored),
                ...store.state.accounts,
              ])),
            ],
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

    ...told.methods,
  };
}
