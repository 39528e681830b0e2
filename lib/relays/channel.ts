/**
 * A way to speak with somebody over relays in kind 24133 (NIP-46): what is sent goes out on every relay, now or
 * when it connects; what is addressed to us comes in as it is. Nothing that comes in has been checked.
 */
import { NDKEvent, NDKRelayStatus, type NDKRelay } from '@nostr-dev-kit/ndk';
import type { NostrEvent } from '../nostr/event';
import type { Connections } from './connections';

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
  onEvent(raw: NostrEvent): void;
  /** A relay connected or went away. */
  onRelays(): void;
}

/** Opens a channel of its own for `pubkey`. */
export type OpenChannel = (relayUrls: readonly string[], pubkey: string, events: ChannelEvents) => Channel;

export const createChannels =
  (connections: Connections): OpenChannel =>
  (relayUrls, pubkey, { onEvent, onRelays }) => {
    const { ndk, relays, subscribe, release } = connections.use(relayUrls);
    const stop = subscribe([{ kinds: [REMOTE_SIGNING], '#p': [pubkey] }], onEvent);
    const outgoing = new Set<NDKEvent>();
    const isUp = ({ status }: NDKRelay) => status >= NDKRelayStatus.CONNECTED;

    const publish = (relay: NDKRelay, event: NDKEvent) => {
      relay.publish(event, ACCEPT_WAIT).catch(() => undefined); // who is meant will not answer, which is noticed
    };
    const listeners = relays.map((relay) => {
      const onReady = () => {
        for (const event of outgoing) publish(relay, event);
        onRelays();
      };
      relay.on('ready', onReady);
      relay.on('disconnect', onRelays);
      return () => {
        relay.off('ready', onReady);
        relay.off('disconnect', onRelays);
      };
    });

    return {
      send(raw) {
        const event = new NDKEvent(ndk, raw);
        outgoing.add(event);
        for (const relay of relays) if (isUp(relay)) publish(relay, event);
        return () => outgoing.delete(event);
      },
      get isConnected() {
        return relays.some(isUp);
      },
      close() {
        stop();
        for (const unlisten of listeners) unlisten();
        outgoing.clear();
        release();
      },
    };
  };
