/** Which relays have seen which accounts, by what Facet signs for web pages; the guard warns before a relay sees two. */
import type { UnsignedEvent } from '../nostr/event';
import { toAuthRelay } from '../nostr/relay-auth';
import { isSignedIn, noteSignIn } from '../permissions/guard';
import type { WindowKind } from '../sessions/choices';
import type { StateStore } from '../vault/state-store';

/** Remembers an event that signs in to a relay; of private windows nothing is remembered. */
export async function rememberSignIn(
  store: StateStore,
  { isPrivate }: WindowKind,
  event: UnsignedEvent,
): Promise<void> {
  const relay = toAuthRelay(event);
  if (isPrivate || relay === undefined || isSignedIn(store.state, relay, event.pubkey)) return;
  await store.change((draft) => noteSignIn(draft, relay, event.pubkey));
}
