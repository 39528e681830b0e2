import { NDKEvent } from '@nostr-dev-kit/ndk';
import type { NostrEvent } from '../nostr/event';

/** What a relay sent, as it sent it; nothing of it has been checked. */
export const toRaw = (event: NDKEvent | object): NostrEvent =>
  (event instanceof NDKEvent ? event.rawEvent() : event) as NostrEvent;
