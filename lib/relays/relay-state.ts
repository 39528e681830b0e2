import { NDKRelayStatus } from '@nostr-dev-kit/ndk';
import type { RelayView } from '../rpc/snapshot';

/** NDK's nine states in the three that a person can use. */
export function toRelayState(status: NDKRelayStatus): RelayView['state'] {
  if (status >= NDKRelayStatus.CONNECTED) return 'connected';
  const isTrying = status === NDKRelayStatus.CONNECTING || status === NDKRelayStatus.RECONNECTING;
  return isTrying ? 'connecting' : 'disconnected';
}
