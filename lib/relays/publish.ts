/**
 * Hands one event to relays and hears what each says of it. Every call has connections of its own, which are gone
 * when it has ended: what it does cannot disturb what is loaded, and nothing is open that is not used.
 */
import type NDK from '@nostr-dev-kit/ndk';
import type { NostrEvent } from '../nostr/event';
import type { RelayAnswer } from '../rpc/snapshot';
import { guardFrames } from './frames';
import { loadNdk, ndk as getNdk } from './ndk';

/** How long a relay has to connect and to answer (ms). */
const PATIENCE = 8_000;

/** Longest reason that is kept, in characters; it is the relay's own text. */
const MAX_REASON = 200;

/** Refusals that may be none the next time; every other is for good (NIP-01). */
const PASSING = /^(rate-limited|error):/;

/** The relay has this event, or a newer one in its place: as good as accepted. */
const HELD = /^(duplicate|replaced):/;

/** Resolves to the answer of each relay, in order; never rejects. An aborted call ends at once. */
export type Publish = (
  event: NostrEvent,
  relayUrls: readonly string[],
  signal: AbortSignal,
) => Promise<RelayAnswer[]>;

export const publish: Publish = async (event, relayUrls, signal) => {
  await loadNdk();
  // no outbox model, no user relays, no policy for AUTH: NDK opens and signs nothing by itself
  const ndk = new (getNdk().default)({ enableOutboxModel: false, autoConnectUserRelays: false });
  return Promise.all(relayUrls.map((url) => hand(ndk, event, url, signal)));
};

function hand(ndk: NDK, event: NostrEvent, url: string, signal: AbortSignal): Promise<RelayAnswer> {
  const relay = new (getNdk().NDKRelay)(url, undefined, ndk);
  // NDK would put a slash behind a path, and count for every relay it has ever made, every half a minute, for ever
  Object.assign(relay, { url, updateValidationRatio: () => undefined });
  guardFrames(relay);
  return new Promise<RelayAnswer>((resolve) => {
    const end = (answer: Omit<RelayAnswer, 'url'> = { answer: 'none' }) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      relay.removeAllListeners();
      relay.connectivity.disconnect();
      relay.connectivity.resetReconnectionState();
      resolve({ url, ...answer });
    };
    const onAbort = () => end();
    const timer = setTimeout(end, PATIENCE);
    signal.addEventListener('abort', onAbort);
    // NDK's own way waits for a sign-in that never comes, and takes an answer without looking at it
    relay.registerProtocolHandler('OK', (_relay, [, id, ok, reason]: unknown[]) => {
      if (id === event.id && typeof ok === 'boolean') end(toAnswer(ok, reason));
    });
    relay.on('connect', () => void relay.connectivity.send(JSON.stringify(['EVENT', event])));
    relay.on('disconnect', onAbort);
    if (signal.aborted) return end();
    relay.connect(PATIENCE, false).catch(onAbort);
  });
}

function toAnswer(ok: boolean, reason: unknown): Omit<RelayAnswer, 'url'> {
  const said = typeof reason === 'string' ? reason.trim().slice(0, MAX_REASON) : '';
  if (ok || HELD.test(said)) return { answer: 'accepted' };
  return { answer: PASSING.test(said) ? 'none' : 'refused', ...(said && { reason: said }) };
}
