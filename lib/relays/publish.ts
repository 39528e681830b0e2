/**
 * Hands one event to relays and hears what each says of it. Every call has connections of its own, which are gone
 * when it has ended: what it does cannot disturb what is loaded, and nothing is open that is not used. Where a relay
 * wants to know who asks, the event's author signs in, if the person has said so.
 */
import type NDK from '@nostr-dev-kit/ndk';
import type { NostrEvent } from '../nostr/event';
import { isConsent } from '../rpc/sign-ins';
import type { RelayAnswer } from '../rpc/relays';
import { guardFrames } from './frames';
import { loadNdk, ndk as getNdk } from './ndk';
import { createSignIn, MAX_SAID, type SignIns } from './sign-in';

/** How long a relay has to connect and to answer (ms); a signer elsewhere may have to be asked on the way. */
const PATIENCE = 8_000;
const PATIENCE_SIGNING = 30_000;

/** Refusals that may be none the next time; every other is for good (NIP-01). */
const PASSING = /^(rate-limited|error):/;

/** The relay has this event, or a newer one in its place: as good as accepted. */
const HELD = /^(duplicate|replaced):/;

/**
 * Resolves to the answer of each relay, in order. An aborted call ends at once. Rejects only where NDK's code cannot be
 * loaded.
 */
export type Publish = (
  event: NostrEvent,
  relayUrls: readonly string[],
  signal: AbortSignal,
) => Promise<RelayAnswer[]>;

export const createPublish =
  (signIns: SignIns): Publish =>
  async (event, relayUrls, signal) => {
    await loadNdk();
    // no outbox model, no user relays, no policy for AUTH: NDK opens and signs nothing by itself
    const ndk = new (getNdk().default)({ enableOutboxModel: false, autoConnectUserRelays: false });
    return Promise.all(relayUrls.map((url) => hand(ndk, event, url, signal, signIns)));
  };

function hand(
  ndk: NDK,
  event: NostrEvent,
  url: string,
  signal: AbortSignal,
  signIns: SignIns,
): Promise<RelayAnswer> {
  const relay = new (getNdk().NDKRelay)(url, undefined, ndk);
  // NDK would put a slash behind a path, and count for every relay it has ever made, every half a minute, for ever
  Object.assign(relay, { url, updateValidationRatio: () => undefined });
  return new Promise<RelayAnswer>((resolve) => {
    const says = signIns.says(event.pubkey, url);
    const send = (frame: string) => void relay.connectivity.send(frame);
    const handIn = () => send(JSON.stringify(['EVENT', event]));
    let timer = setTimeout(() => end(), PATIENCE);
    let isSigning = false;
    const signIn = createSignIn({
      ...{ url, send, onUseless: () => undefined },
      ...(isConsent(says) ? { prove: (at, challenge) => signIns.prove(event.pubkey, at, challenge) } : {}),
      onChange() {
        if (isSigning || signIn.view.signIn !== 'signing') return;
        isSigning = true;
        clearTimeout(timer);
        timer = setTimeout(() => end(), PATIENCE_SIGNING);
      },
    });
    guardFrames(relay, { signIn, isHandedIn: (id) => id === event.id });

    function end(answer: Omit<RelayAnswer, 'url'> = { answer: 'none' }): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      signIn.reset();
      relay.removeAllListeners();
      relay.connectivity.disconnect();
      relay.connectivity.resetReconnectionState();
      resolve({ url, ...answer });
    }
    const onAbort = () => end();

    /** What becomes of an event that the relay does not take from somebody whom it does not know. */
    function toRefusal(reason: unknown): Omit<RelayAnswer, 'url'> {
      const { signIn: state, trouble } = signIn.view;
      if (says === 'ask') return { ...toAnswer(false, reason), answer: 'none', wants: 'sign-in' };
      if (state === 'refused') return toAnswer(false, trouble?.said ?? reason);
      return { ...toAnswer(false, reason), ...(isConsent(says) ? { answer: 'none' } : {}) };
    }

    signal.addEventListener('abort', onAbort);
    // NDK's own way waits for a sign-in that never comes, and takes an answer without looking at it
    relay.registerProtocolHandler('OK', (_relay, [, id, ok, reason]: unknown[]) => {
      if (id !== event.id || typeof ok !== 'boolean') return;
      const giveUp = () => end(toRefusal(reason));
      if (ok || !signIn.refuses(event.id, reason, { again: handIn, giveUp })) end(toAnswer(ok, reason));
    });
    relay.on('connect', handIn);
    relay.on('disconnect', onAbort);
    if (signal.aborted) return end();
    relay.connect(PATIENCE, false).catch(onAbort);
  });
}

function toAnswer(ok: boolean, reason: unknown): Omit<RelayAnswer, 'url'> {
  const said = typeof reason === 'string' ? reason.trim().slice(0, MAX_SAID) : '';
  if (ok || HELD.test(said)) return { answer: 'accepted' };
  return { answer: PASSING.test(said) ? 'none' : 'refused', ...(said && { reason: said }) };
}
