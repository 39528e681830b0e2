/**
 * A way to speak with somebody over relays in kind 24133 (NIP-46): what is sent goes out on every relay, now or
 * when it connects; what is addressed to us comes in as it is. Nothing that comes in has been checked.
 */
import type { NDKRelay } from '@nostr-dev-kit/ndk';
import type { NostrEvent } from '../nostr/event';
import type { Connections, Use } from './connections';
import type { Origin } from './frames';
import { ndk, withNdk } from './ndk';

/** The kind of every message of NIP-46. */
export const REMOTE_SIGNING = 24_133;

/** How long NDK waits for a relay to accept an event; the answer we wait for is another one. */
const ACCEPT_WAIT = 10_000;

export interface Channel {
  /** Sends on every relay, and again on one that connects later, until the returned function is called. */
  send(event: NostrEvent): () => void;
  /** Whether any of the relays is connected. */
  readonly isConnected: boolean;
  close(): void;
}

export interface ChannelEvents {
  /** Something addressed to us, true or not. */
  onEvent(raw: NostrEvent, origin: Pick<Origin, 'url'>): void;
  /** A relay connected or went away. */
  onRelays(): void;
}

/** Opens a channel of its own for `pubkey`. */
export type OpenChannel = (relayUrls: readonly string[], pubkey: string, events: ChannelEvents) => Channel;

export const createChannels =
  (connections: Connections): OpenChannel =>
  (relayUrls, pubkey, events) => {
    const outgoing = new Set<NostrEvent>();
    let joined: Joined | undefined;
    const giveUp = withNdk(() => {
      joined = join(connections.use(relayUrls), pubkey, events, outgoing);
    });
    return {
      send(event) {
        outgoing.add(event);
        joined?.send(event);
        return () => outgoing.delete(event);
      },
      get isConnected() {
        return joined?.isConnected ?? false;
      },
      close() {
        giveUp();
        outgoing.clear();
        joined?.close();
      },
    };
  };

/** A channel whose relays are in use. */
interface Joined extends Pick<Channel, 'isConnected' | 'close'> {
  /** Sends on every relay that is connected now. */
  send(event: NostrEvent): void;
}

/** Listens, and sends whatever is in `outgoing` on every relay that connects. */
function join(
  { ndk: instance, relays, subscribe, release }: Use,
  pubkey: string,
  { onEvent, onRelays }: ChannelEvents,
  outgoing: ReadonlySet<NostrEvent>,
): Joined {
  const { NDKEvent, NDKRelayStatus } = ndk();
  const listen = () => subscribe([{ kinds: [REMOTE_SIGNING], '#p': [pubkey] }], onEvent);
  let stop = listen();
  const isUp = ({ status }: NDKRelay) => status >= NDKRelayStatus.CONNECTED;

  const publish = (relay: NDKRelay, event: NostrEvent) => {
    // who is meant will not answer, which is noticed
    relay.publish(new NDKEvent(instance, event), ACCEPT_WAIT).catch(() => undefined);
  };
  const send = (event: NostrEvent) => {
    for (const relay of relays) if (isUp(relay)) publish(relay, event);
  };
  for (const event of outgoing) send(event);
  const listeners = relays.map((relay) => {
    const onReady = () => {
      // NDK subscribes with the same signal, after us: an answer to what is sent before would be to nobody
      queueMicrotask(() => {
        for (const event of outgoing) publish(relay, event);
      });
      onRelays();
    };
    const onLoss = () => {
      // NDK does not subscribe again by itself; the new one comes first, so that the other relays are heard throughout
      const before = stop;
      stop = listen();
      before();
      onRelays();
    };
    relay.on('ready', onReady);
    relay.on('disconnect', onLoss);
    return () => {
      relay.off('ready', onReady);
      relay.off('disconnect', onLoss);
    };
  });

  return {
    send,
    get isConnected() {
      return relays.some(isUp);
    },
    close() {
      stop();
      for (const unlisten of listeners) unlisten();
      release();
    },
  };
}
