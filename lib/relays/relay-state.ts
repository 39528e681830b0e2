import type { NDKRelayStatus } from '@nostr-dev-kit/ndk';
import type { RelayView } from '../rpc/relays';
import { ndk } from './ndk';

/** NDK's nine states in the three that a person can use. */
export function toRelayState(status: NDKRelayStatus): RelayView['state'] {
  const { CONNECTED, CONNECTING, RECONNECTING } = ndk().NDKRelayStatus;
  if (status >= CONNECTED) return 'connected';
  return status === CONNECTING || status === RECONNECTING ? 'connecting' : 'disconnected';
}
