/**
 * The one NDK instance and its relays, shared by all who need one: a relay is open as long as somebody uses it.
 * Nothing is opened but what is used, and nothing that a relay says opens another one.
 */
import type NDK from '@nostr-dev-kit/ndk';
import type { NDKFilter, NDKRelay, NDKSubscription } from '@nostr-dev-kit/ndk';
import type { RelayView } from '../rpc/relays';
import { createChecking } from './checking';
import { createDistrust } from './distrust';
import { createCondition, type Condition } from './condition';
import { guardFrames, type Hear, type Hearer } from './frames';
import { ndk as getNdk } from './ndk';
import { createReconnecting } from './reconnecting';
import { createSignIn, type Prove, type SignIn } from './sign-in';

/** Relays in use by one holder, connected or trying to be. */
export interface Use {
  readonly ndk: NDK;
  readonly relays: readonly NDKRelay[];
  /** The relays and how they are. */
  readonly views: RelayView[];
  /**
   * Hears what these relays have and get, until the returned function is called. Nothing of it has been checked.
   * `onAll` runs once every one of the relays has said that this is all it has, should that come to pass, and
   * `onRefused` when one does not answer, because nobody signs in there.
   */
  subscribe(filters: NDKFilter[], onEvent: Hear, onAll?: () => void, onRefused?: () => void): () => void;
  /** Gives them back and hears nothing more from them; those that nobody else uses are closed. */
  release(): void;
}

/** All connections of one NDK instance. */
export type OwnConnections = ReturnType<typeof createConnections>;

/** What whoever needs relays gets of them. */
export type Connections = Pick<OwnConnections, 'checking' | 'distrust' | 'use'>;

/**
 * `onChange` runs when a relay connects or goes away. All who have `checking` and `distrust` in common share them.
 * With `prove`, all of it is one account's, which signs in where that is wanted.
 */
export function createConnections(
  onChange: () => void,
  { checking, distrust } = { checking: createChecking(), distrust: createDistrust() },
  prove?: Prove,
) {
  let ndk: NDK | undefined;
  const users = new Map<string, number>();
  const hearers = new WeakMap<NDKSubscription, Hearer>();
  const conditions = new WeakMap<NDKRelay, Condition>();
  const signIns = new WeakMap<NDKRelay, SignIn>();
  /** The relays that are waited for, and what tries them at once. */
  const retries = new Map<NDKRelay, { timer: ReturnType<typeof setTimeout>; hurry: () => void }>();

  function open(): NDK {
    // no outbox model, no user relays: NDK opens only what is used
    const opened = new (getNdk().default)({ enableOutboxModel: false, autoConnectUserRelays: false });
    for (const change of ['relay:connect', 'relay:disconnect', 'relay:connecting'] as const) {
      opened.pool.on(change, onChange);
    }
    return opened;
  }

  /** Connects, and again after every loss: NDK gives up on a relay that once could not be reached. */
  function keepConnected(pool: NDK['pool'], url: string, address: string): NDKRelay {
    const relay = pool.getRelay(url, false);
    Object.assign(relay, {
      // NDK puts a slash behind every address, also behind a path or a query, which is then another one
      url: address,
      // and would count for every relay it has ever made, every half a minute, for ever
      updateValidationRatio: () => undefined,
    });
    // NDK would come back after a second, however often
    Object.assign(relay.connectivity, { handleReconnection: () => undefined });
    const onUseless = () => distrust.note(address, 'useless');
    const send = (frame: string) => void relay.connectivity.send(frame);
    const condition = createCondition(relay, onChange);
    const signIn = createSignIn({ url: address, prove, send, onUseless, onChange });
    conditions.set(relay, condition);
    signIns.set(relay, signIn);
    guardFrames(relay, { hearers, signIn, onUseless, onFrame: condition.heard });
    relay.on('disconnect', signIn.reset);
    const reconnecting = createReconnecting();
    const connect = () => {
      retries.delete(relay);
      relay.connectivity.resetReconnectionState();
      relay.connect().catch(() => undefined); // a loss like another, and told as one
    };
    const hurry = () => {
      clearTimeout(retries.get(relay)?.timer);
      reconnecting.forget();
      connect();
    };
    relay.on('connect', reconnecting.onConnect);
    relay.on('disconnect', () => {
      if (pool.relays.get(url) !== relay) return;
      clearTimeout(retries.get(relay)?.timer);
      retries.set(relay, { timer: setTimeout(connect, reconnecting.onLoss()), hurry });
    });
    connect();
    return relay;
  }

  function close(pool: NDK['pool'], url: string): void {
    const relay = pool.relays.get(url);
    if (!relay) return;
    pool.relays.delete(url);
    clearTimeout(retries.get(relay)?.timer);
    retries.delete(relay);
    signIns.get(relay)?.reset();
    // NDK has timers of its own that would open it again, long after it was given back
    relay.connectivity.connect = () => Promise.resolve();
    relay.connectivity.disconnect();
  }

  return {
    /** Where what is heard waits for its check. */
    checking,
    /** Whom not to listen to. */
    distrust,

    /** Tries at once the relays that are waited for: there is a network again. */
    hurry(): void {
      for (const { hurry } of [...retries.values()]) hurry();
    },

    /** Uses these relays until they are released; NDK is loaded. Unreachable ones are states, not errors. */
    use(urls: readonly string[]): Use {
      const { NDKRelaySet, NDKSubscriptionCacheUsage, normalizeRelayUrl } = getNdk();
      const addresses = new Map(urls.map((address) => [normalizeRelayUrl(address), address]));
      const held = [...addresses.keys()];
      const { pool } = (ndk ??= open());
      const relays = [...addresses].map(([url, address]) => {
        users.set(url, (users.get(url) ?? 0) + 1);
        return pool.relays.get(url) ?? keepConnected(pool, url, address);
      });
      const opened = ndk;
      const heard = new Set<() => void>();
      let isHeld = true;
      return {
        ndk: opened,
        relays,
        get views() {
          return relays.flatMap((relay) => {
            const condition = conditions.get(relay);
            return condition ? { ...condition.view, ...signIns.get(relay)?.view } : [];
          });
        },
        subscribe(filters, onEvent, onAll, onRefused = () => undefined) {
          if (!isHeld) return () => undefined;
          const options = {
            closeOnEose: false,
            groupable: false,
            cacheUsage: NDKSubscriptionCacheUsage.ONLY_RELAY,
            relaySet: new NDKRelaySet(new Set(relays), opened),
          };
          const subscription = opened.subscribe(filters, options, false);
          // from the socket: NDK would swallow a true event whose id a forged one had borrowed
          hearers.set(subscription, { hear: onEvent, onRefused });
          // NDK says so too when only some have answered
          subscription.on('eose', () => {
            if (subscription.eosesSeen.size === relays.length) onAll?.();
          });
          // NDK would ask every relay that connects later too, whoever it is opened for
          Object.assign(subscription, { startPoolMonitor: () => undefined });
          // at once: a later start would open relays again that were given back meanwhile
          subscription.start();
          const stop = () => {
            if (heard.delete(stop)) subscription.stop();
          };
          heard.add(stop);
          return stop;
        },
        release() {
          if (!isHeld) return;
          isHeld = false;
          for (const stop of heard) stop();
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
          ndk = undefined;
        },
      };
    },
  };
}
