/**
 * What a relay sends, before NDK sees any of it: events go straight to who asked for them, so that nothing a relay
 * makes up stays in NDK's memories, and of the rest only what NDK needs goes on.
 */
import type { NDKRelay, NDKSubscription } from '@nostr-dev-kit/ndk';
import type { NostrEvent } from '../nostr/event';
import type { SignIn } from './sign-in';

/** Longest frame that is parsed, in characters. */
export const MAX_FRAME = 1024 * 1024;

/** Where an event came from, and the frame that it was in, third of three. */
export interface Origin {
  url: string;
  frame: string;
}

/** Hears an event that looks like one. Nothing of it has been checked. */
export type Hear = (raw: NostrEvent, origin: Origin) => void;

/** Who listens to a subscription. */
export interface Hearer {
  hear: Hear;
  /** The relay does not answer it, for want of a sign-in. */
  onRefused(): void;
}

/** What NDK has to hear itself; neither NOTICE, which nobody reads, nor AUTH, which it would answer by itself. */
const FOR_NDK: readonly unknown[] = ['EOSE', 'CLOSED', 'OK'];

/** Who is told of the frames of a relay. */
export interface FrameEvents {
  /** Whether the event of this id was handed to the relay; absent: NDK knows. */
  isHandedIn?: (id: unknown) => boolean;
  /** By subscription. */
  hearers?: WeakMap<NDKSubscription, Hearer>;
  signIn: SignIn;
  /** A frame that nobody asked for. */
  onUseless?: () => void;
  /** A frame that says something of what is asked here, or of the relay itself. */
  onFrame?: (frame: readonly unknown[]) => void;
}

export function guardFrames(
  relay: NDKRelay,
  { hearers = new WeakMap(), signIn, onUseless = () => undefined, onFrame, ...options }: FrameEvents,
): void {
  const { connectivity } = relay;
  const socket = connectivity as unknown as {
    openEventPublishes: ReadonlyMap<unknown, unknown>;
    onMessage(message: MessageEvent): void;
  };
  const tellNdk = socket.onMessage.bind(connectivity);
  const { isHandedIn = (id) => socket.openEventPublishes.has(id) } = options;
  const isAwaited = (type: unknown, id: unknown): boolean =>
    type === 'OK' ? isHandedIn(id) : connectivity.openSubs.has(id as string);

  socket.onMessage = (message) => {
    const { data } = message as { data: unknown };
    if (typeof data !== 'string' || data.length > MAX_FRAME) return onUseless();
    const frame = parse(data);
    const [type, id, raw, said] = frame;
    if (type === 'AUTH') return signIn.challenge(id);
    if (type === 'OK' && signIn.answer(id, raw, said)) return;
    if (FOR_NDK.includes(type) && !isAwaited(type, id)) return onUseless();
    onFrame?.(frame);
    if (type === 'CLOSED') hearRefusal(id as string, raw);
    if (FOR_NDK.includes(type)) return tellNdk(message);
    const asked = type === 'EVENT' && isEventLike(raw) ? connectivity.openSubs.get(id as string) : undefined;
    if (!asked) return onUseless();
    for (const { subscription } of asked.items.values()) {
      hearers.get(subscription)?.hear(raw as NostrEvent, { url: relay.url, frame: data });
    }
  };

  /** A subscription that the relay ended; it is asked for again once the relay knows who asks. */
  function hearRefusal(id: string, reason: unknown): void {
    const asked = connectivity.openSubs.get(id);
    if (!asked) return;
    signIn.refuses(id, reason, {
      again() {
        if (asked.items.size > 0) connectivity.req(asked);
      },
      giveUp() {
        for (const { subscription } of asked.items.values()) hearers.get(subscription)?.onRefused();
      },
    });
  }
}

function parse(text: string): unknown[] {
  try {
    const frame: unknown = JSON.parse(text);
    return Array.isArray(frame) ? frame : [];
  } catch {
    return [];
  }
}

/** Enough of a shape that looking at it throws nothing. */
function isEventLike(value: unknown): value is NostrEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { id, pubkey, sig, content, kind, created_at, tags } = value as Record<string, unknown>;
  const areTexts = [pubkey, sig, content].every((each) => typeof each === 'string');
  const isId = typeof id === 'string' && id.length === 64;
  return (
    isId && areTexts && typeof kind === 'number' && typeof created_at === 'number' && Array.isArray(tags)
  );
}
