/**
 * The conversation keys of NIP-44 that were used last, kept while the vault is open: making one costs more than what
 * is then done with it. Only in memory, never of an account that asks the password, and wiped as they go.
 * docs/security.md says what such a key opens.
 */
import type { State } from '../storage/state';
import type { Vault } from '../vault/vault';

/** Of all accounts together; the one that was not used for longest goes first. */
export const MAX_CONVERSATIONS = 200;

/** Keeps the conversation keys of one account. */
export interface KeptConversations {
  /** Throws `locked`. */
  get(peer: string): Uint8Array | undefined;
  /** Takes the key over, to be wiped when it goes; at once where it may not be kept. Call after its use. */
  keep(peer: string, key: Uint8Array): void;
}

export type Conversations = ReturnType<typeof createConversations>;

export interface ConversationRooms {
  vault: Pick<Vault, 'expectKeys' | 'onLock' | 'onRekey'>;
  store: { isOpen: boolean; state: Pick<State, 'accounts'> };
}

export function createConversations({ vault, store }: ConversationRooms) {
  /** By the pubkeys of both, the one used last at the end. */
  const kept = new Map<string, { pubkey: string; key: Uint8Array }>();

  function drop(name: string): void {
    kept.get(name)?.key.fill(0);
    kept.delete(name);
  }

  function clear(): void {
    for (const name of kept.keys()) drop(name);
  }
  vault.onLock(clear);
  vault.onRekey(clear);

  /** Not of an account that is gone or lost its key, and not of one that asks the password for whatever it does. */
  const mayKeep = (pubkey: string): boolean =>
    store.isOpen &&
    store.state.accounts.some(
      (account) => account.pubkey === pubkey && account.kind === 'secret-key' && !account.stepUp,
    );

  return {
    /** Those of one account. */
    of: (pubkey: string): KeptConversations => ({
      get(peer) {
        vault.expectKeys();
        const name = `${pubkey} ${peer}`;
        const found = kept.get(name);
        if (!found || !mayKeep(pubkey)) return undefined;
        kept.delete(name);
        kept.set(name, found);
        return found.key;
      },
      keep(peer, key) {
        const name = `${pubkey} ${peer}`;
        // made twice at once, or made for one that locked, left, or was set to ask the password meanwhile
        drop(name);
        if (!mayKeep(pubkey)) return void key.fill(0);
        kept.set(name, { pubkey, key });
        const [oldest] = kept.keys();
        if (oldest !== undefined && kept.size > MAX_CONVERSATIONS) drop(oldest);
      },
    }),

    /** Drops those of accounts that are gone, or ask the password now. */
    follow(): void {
      const gone = new Set([...kept.values()].map(({ pubkey }) => pubkey).filter((each) => !mayKeep(each)));
      for (const [name, { pubkey }] of kept) if (gone.has(pubkey)) drop(name);
    },

    get size(): number {
      return kept.size;
    },
  };
}
