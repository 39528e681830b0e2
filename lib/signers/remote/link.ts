/**
 * The connection to an account's remote signer: how it is, which relays it wants, and what it is asked. It is open as
 * long as somebody looks or something is asked, and for a moment after; it never holds anybody up.
 */
import { parseBunkerRelays } from '../../nostr/bunker';
import { toOpenable } from '../../nostr/relay-url';
import { FacetError, toCode } from '../../rpc/errors';
import type { OpenChannel } from '../../relays/channel';
import type { RemoteView } from '../../rpc/snapshot';
import type { Signer } from '../signer';
import { createRemoteClient, type RemoteClient } from './client';

/** How long a sign of life may take, and how often one is asked for (ms). */
export const PING_WAIT = 10_000;
export const PING_EVERY = 60_000;

/** How long it stays open when nobody needs it any more (ms): who has asked for one thing often asks for another. */
export const LINGER = 20_000;

/** How long what was known before it rested is still shown after it is open again (ms), so that nothing flickers. */
export const GRACE = 2_000;

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

/** How a remote signer is, or was when it was last open; `since` (ms) is when that began. */
export type Health = Pick<RemoteView, 'state' | 'since' | 'authUrl'>;

export type Link = ReturnType<typeof createLink>;

export function createLink({
  client,
  signerPubkey,
  openChannel,
  onChange,
  onRelays,
  ...options
}: LinkOptions) {
  let { relays } = options;
  let state: Exclude<Health['state'], 'waiting'> = 'connecting';
  let since = Date.now();
  /** Whether the state is of now, and not of before it rested. */
  let isSure = true;
  let isChecking = false;
  let isClosed = false;
  let mayMove = true;
  let users = 0;
  const timers: { ping?: Timer; rest?: Timer; grace?: Timer } = {};
  /** The one in use, absent while it rests. */
  let remote: RemoteClient | undefined;
  /** It, and at most one other on the relays before or after a move. */
  const clients: RemoteClient[] = [];

  const become = (next: typeof state) => {
    isSure = true;
    clearTimeout(timers.grace);
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
        const isUp = isSure && state === 'connected';
        if (isUp && !remote.isConnected) become('offline');
        else if (!isUp && remote.isConnected) void check();
        onChange();
      },
    });
    clients.push(opened);
    return opened;
  };

  function wake(): RemoteClient {
    if (remote) return remote;
    if (isClosed) throw new FacetError('disconnected', 'the remote signer was disconnected');
    remote = open(relays);
    isSure = false;
    timers.grace = setTimeout(() => become('connecting'), GRACE);
    timers.ping = setInterval(() => void check(), PING_EVERY);
    void check();
    return remote;
  }

  function rest(): void {
    clearTimeout(timers.rest);
    clearInterval(timers.ping);
    clearTimeout(timers.grace);
    remote = undefined;
    for (const each of clients.splice(0)) each.close();
  }

  /** Somebody needs it, until the returned function is called. */
  function hold(): () => void {
    let isHeld = true;
    users += 1;
    clearTimeout(timers.rest);
    wake();
    return () => {
      if (!isHeld) return;
      isHeld = false;
      users -= 1;
      if (users === 0) timers.rest = setTimeout(rest, LINGER);
    };
  }

  /** Whether there is a sign of life. A refusal is one, too. */
  const isAlive = (asked: RemoteClient): Promise<boolean> =>
    asked.request('ping', [], PING_WAIT).then(
      () => true,
      (error: unknown) => toCode(error) === 'denied',
    );

  async function check(): Promise<void> {
    const asked = remote;
    if (isChecking || !asked) return;
    isChecking = true;
    const alive = await isAlive(asked);
    isChecking = false;
    if (asked !== remote) return;
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
    const named = parseBunkerRelays(wish.filter((url) => typeof url === 'string'));
    const next = toOpenable(named, relays); // it may lead away from this machine, but not to it
    if (next.length === 0) return;
    if (next.toSorted().join() === relays.toSorted().join() || asked !== remote) return;
    const moved = open(next);
    if ((await isAlive(moved)) && asked === remote) {
      remote = moved;
      relays = next;
      asked.leave();
      onRelays(next);
    } else moved.close();
  }

  return {
    get health(): Health {
      const authUrl = remote?.authUrl;
      return authUrl ? { state: 'waiting', since, authUrl } : { state, since };
    },

    hold,

    /** As the client's `request`; silence makes it look whether the signer is there at all. */
    async request(method: string, params: string[]): Promise<string | undefined> {
      const release = hold();
      try {
        return await wake().request(method, params);
      } catch (error) {
        if (toCode(error) === 'timeout') void check();
        throw error;
      } finally {
        release();
      }
    },

    /** Ends whatever is asked, and opens no more. */
    close(): void {
      isClosed = true;
      rest();
    },
  };
}

type Timer = ReturnType<typeof setTimeout>;
