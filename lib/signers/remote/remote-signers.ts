/**
 * The links of all accounts whose key is with a remote signer. They are there while the vault is open, and have sockets
 * while somebody looks at the accounts or something is asked; after the death of the worker they have the same keys.
 */
import type { OpenChannel } from '../../relays/channel';
import type { StoredAccount } from '../../storage/state';
import type { Secrets } from '../../vault/secrets';
import { createSecretKeySigner } from '../secret-key';
import { createLink, type Link } from './link';

export interface RemoteRooms {
  secrets: Secrets;
  /** Opens channels over the connections of this account. */
  openChannelOf: (pubkey: string) => OpenChannel;
  /** How one of them is may have changed. */
  onChange(): void;
  /** An account's remote signer is on these relays now. */
  onRelays(pubkey: string, relays: string[]): void;
}

export type RemoteSigners = ReturnType<typeof createRemoteSigners>;

export function createRemoteSigners({ secrets, openChannelOf, onChange, onRelays }: RemoteRooms) {
  const links = new Map<string, { key: string; link: Link; release?: () => void }>();
  let isWatched = false;

  function open(account: StoredAccount): void {
    const { id, pubkey, remote } = account;
    if (!remote) return;
    const { signerPubkey, clientPubkey, relays } = remote;
    const link = createLink({
      client: createSecretKeySigner(clientPubkey, secrets.of(id, pubkey)),
      signerPubkey,
      relays,
      openChannel: openChannelOf(pubkey),
      onChange,
      onRelays: (next) => onRelays(pubkey, next),
    });
    links.set(id, { key: toKey(account), link, ...(isWatched ? { release: link.hold() } : {}) });
  }

  function close(id: string): void {
    links.get(id)?.link.close();
    links.delete(id);
  }

  return {
    /** Has the links of these accounts and closes all others; those that are there stay as they are. */
    follow(accounts: readonly StoredAccount[]): void {
      const wanted = new Map(accounts.map((account) => [account.id, account]));
      for (const [id, { key }] of links) {
        const account = wanted.get(id);
        if (!account || toKey(account) !== key) close(id);
      }
      for (const account of accounts) if (!links.has(account.id)) open(account);
    },

    /** Somebody looks at how they are, or nobody does any more. */
    watch(next: boolean): void {
      if (isWatched === next) return;
      isWatched = next;
      for (const each of links.values()) {
        if (isWatched) each.release = each.link.hold();
        else each.release?.();
      }
    },

    /** The link of an account by its id; absent until it is followed. */
    get: (id: string): Link | undefined => links.get(id)?.link,

    /** Closes a link and opens it anew. */
    reconnect(account: StoredAccount): void {
      close(account.id);
      open(account);
    },

    stop(): void {
      for (const id of links.keys()) close(id);
    },
  };
}

/** A link with another key of its own, or over other connections, is another link. */
const toKey = ({ remote, apart }: StoredAccount): string => `${remote?.clientPubkey ?? ''} ${apart ?? false}`;
