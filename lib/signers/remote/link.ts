/**
 * The live connection to an account's remote signer: how it is, which relays it wants, and what it is asked.
 * It begins at once and never holds anybody up; what it knows is gone when it is closed.
 */
import { parseBunkerRelays } from '../../nostr/bunker';
import { FacetError } from '../../rpc/errors';
import type { OpenChannel } from '../../relays/channel';
import type { RemoteView } from '../../rpc/snapshot';
import type { Signer } from '../signer';
import { createRemoteClient, type RemoteClient } from './client';

/** How long a sign of life may take, and how often one is asked for (ms). */
export const PING_WAIT = 10_000;
export const PING_EVERY = 60_000;

export interface LinkOptions {
  client: Signer;
  signerPubkey: string;
  relays: readonly string[];
  openChannel: OpenChannel;
  /** How it is may have changed. */
  onChange(): void;
  /** The remote signer is on these relays now. */
  onRelays(relays: string[]): void;
}

/** How a remote signer is; `since` (ms) is when that began. */
export type Health = Pick<RemoteView, 'state' | 'since' | 'authUrl'>;

export type Link = ReturnType<typeof createLink>;

export function createLink({ client, signerPubkey, relays, openChannel, onChange, onRelays }: LinkOptions) {
  let state: Exclude<Health['state'], 'waiting'> = 'connecting';
  let since = Date.now();
  let isChecking = false;
  let isClosed = false;
  let mayMove = true;
  /** The one in use, and at most one other on the relays before or after a move. */
  const clients: RemoteClient[] = [];

  const become = (next: typeof state) => {
    if (next === state) return;
    state = next;
    since = Date.now();
    onChange();
  };

  const open = (urls: readonly string[]): RemoteClient => {
    const opened: RemoteClient = createRemoteClient({
      client,
      signerPubkey,
      relays: urls,
      openChannel,
      onAnswer: () => {
        if (opened === remote) become('connected');
      },
      onChange: () => {
        if (opened !== remote) return;
        if (!remote.isConnected && state === 'connected') become('offline');
        else if (remote.isConnected && state !== 'connected') void check();
        onChange();
      },
    });
    clients.push(opened);
    return opened;
  };
  let remote: RemoteClient = open(relays);

  /** Whether there is a sign of life. A refusal is one, too. */
  const isAlive = (asked: RemoteClient): Promise<boolean> =>
    asked.request('ping', [], PING_WAIT).then(
      () => true,
      (error: unknown) => error instanceof FacetError && error.code === 'denied',
    );

  async function check(): Promise<void> {
    if (isChecking) return;
    const asked = remote;
    isChecking = true;
    const alive = await isAlive(asked);
    isChecking = false;
    if (isClosed || asked !== remote) return;
    if (!alive) {
      become('offline');
    } else if (mayMove) {
      mayMove = false;
      await move(asked).catch(() => undefined); // many signers have never heard of it
    }
  }

  /** Asks where the signer wants to be, and goes there once it has answered there. */
  async function move(asked: RemoteClient): Promise<void> {
    const answer = await asked.request('switch_relays', [], PING_WAIT);
    const wish: unknown = answer ? JSON.parse(answer) : null;
    if (!Array.isArray(wish)) return;
    const next = parseBunkerRelays(wish.filter((url) => typeof url === 'string'));
    if (next.toSorted().join() === relays.toSorted().join()) return;
    const moved = open(next);
    if ((await isAlive(moved)) && !isClosed) {
      remote = moved;
      asked.leave();
      onRelays(next);
    } else moved.close();
  }

  void check();
  const timer = setInterval(() => void check(), PING_EVERY);

  return {
    get health(): Health {
      const authUrl = remote.authUrl;
      return authUrl ? { state: 'waiting', since, authUrl } : { state, since };
    },

    /** As the client's `request`; silence makes it look whether the signer is there at all. */
    async request(method: string, params: string[]): Promise<string | undefined> {
      try {
        return await remote.request(method, params);
      } catch (error) {
        if (error instanceof FacetError && error.code === 'timeout') void check();
        throw error;
      }
    },

    close(): void {
      isClosed = true;
      clearInterval(timer);
      for (const each of clients) each.close();
    },
  };
}
