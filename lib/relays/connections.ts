/**
 * The one NDK instance and its relays, shared by all who need one: a relay is open as long as somebody uses it.
 * Nothing is opened but what is used, and nothing that a relay says opens another one.
 */
import NDK, { normalizeRelayUrl, type NDKRelay } from '@nostr-dev-kit/ndk';
import type { RelayView } from '../rpc/snapshot';
import { toRelayState } from './relay-state';

/** Relays in use by one holder, connected or trying to be. */
export interface Use {
  readonly ndk: NDK;
  readonly relays: readonly NDKRelay[];
  /** The relays and how they are. */
  readonly views: RelayView[];
  /** Gives them back; those that nobody else uses are closed. */
  release(): void;
}

export type Connections = ReturnType<typeof createConnections>;

/** `onChange` runs when a relay connects or goes away. */
export function createConnections(onChange: () => void) {
  let ndk: NDK | undefined;
  const users = new Map<string, number>();

  function open(): NDK {
    // no outbox model, no user relays: NDK opens only what is used
    const opened = new NDK({ enableOutboxModel: false, autoConnectUserRelays: false });
    for (const change of ['relay:connect', 'relay:disconnect', 'relay:connecting'] as const) {
      opened.pool.on(change, onChange);
    }
    void opened.pool.connect(); // from now on a relay connects when it joins the pool
    return opened;
  }

  function close(pool: NDK['pool'], url: string): void {
    const relay = pool.relays.get(url);
    if (!relay) return;
    pool.relays.delete(url);
    pool.autoConnectRelays.delete(url);
    // NDK would try again: a closed attempt counts as a failed one, and a planned one is not called off
    const callOff = () => relay.connectivity.resetReconnectionState();
    relay.on('disconnect', callOff);
    relay.connectivity.disconnect();
    callOff();
  }

  return {
    /** Uses these relays until they are released. Unreachable ones are states, not errors. */
    use(urls: readonly string[]): Use {
      const held = [...new Set(urls.map(normalizeRelayUrl))];
      const { pool } = (ndk ??= open());
      const relays = held.map((url) => {
        users.set(url, (users.get(url) ?? 0) + 1);
        return pool.getRelay(url);
      });
      let isHeld = true;
      return {
        ndk,
        relays,
        get views() {
          return relays.map(({ url, status }) => ({ url, state: toRelayState(status) }));
        },
        release() {
          if (!isHeld) return;
          isHeld = false;
          for (const url of held) {
            const left = (users.get(url) ?? 0) - 1;
            if (left > 0) users.set(url, left);
            else {
              users.delete(url);
              close(pool, url);
            }
          }
          if (users.size > 0) return;
          pool.removeAllListeners();
          ndk = undefined; // and with it what NDK remembers of events
        },
      };
    },
  };
}
