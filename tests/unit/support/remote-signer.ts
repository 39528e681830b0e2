/** A remote signer that a test plays, in another implementation than Facet's, over relays that a test plays too. */
import { finalizeEvent } from 'nostr-tools/pure';
import * as nip44 from 'nostr-tools/nip44';
import type { NostrEvent } from '#lib/nostr/event';
import type { ChannelEvents, OpenChannel } from '#lib/relays/channel';
import { createSecretKeySigner } from '#lib/signers/secret-key';
import { fresh, pubkeyOf, secretOf, signAs } from './keys';

export interface Asked {
  id: string;
  method: string;
  params: string[];
}

/** A client key that a test holds. */
export const clientOf = (label: string) =>
  createSecretKeySigner(pubkeyOf(label), async (use) => use(secretOf(label)));

const conversation = (label: string, peer: string) => nip44.getConversationKey(secretOf(label), peer);

/** An event of kind 24133 by `label`; `more` overrides its fields before it is signed. */
export const sealAs = (label: string, to: string, message: unknown, more: Partial<NostrEvent> = {}) => {
  const text = typeof message === 'string' ? message || ' ' : JSON.stringify(message);
  return fresh(
    finalizeEvent(
      {
        kind: 24_133,
        created_at: Math.floor(Date.now() / 1000),
        tags: [['p', to]],
        content: nip44.encrypt(text, conversation(label, to)),
        ...more,
      },
      secretOf(label),
    ),
  );
};

/** What an event says to `label`. */
export const openAs = (label: string, event: NostrEvent): Asked =>
  JSON.parse(nip44.decrypt(event.content, conversation(label, event.pubkey))) as Asked;

interface Opened {
  relays: readonly string[];
  pubkey: string;
  events: ChannelEvents;
  isOpen: boolean;
}

/** Relays without a network. `onSend` hears what is sent; `deliver` reaches everybody who listens, whoever is meant. */
export function createFakeRelays(
  onSend: (event: NostrEvent, relays: readonly string[]) => void = () => undefined,
) {
  const channels: Opened[] = [];
  const sent: NostrEvent[] = [];
  let isConnected = true;
  const openChannel: OpenChannel = (relays, pubkey, events) => {
    const opened: Opened = { relays, pubkey, events, isOpen: true };
    channels.push(opened);
    return {
      send(event) {
        sent.push(event);
        onSend(event, relays);
        return () => undefined;
      },
      get isConnected() {
        return isConnected;
      },
      close() {
        opened.isOpen = false;
      },
    };
  };
  return {
    openChannel,
    sent,
    channels,
    get open() {
      return channels.filter((channel) => channel.isOpen);
    },
    deliver(...events: unknown[]) {
      for (const channel of channels.filter(({ isOpen }) => isOpen)) {
        const origin = { url: channel.relays[0] ?? '' };
        for (const event of events) channel.events.onEvent(event as NostrEvent, origin);
      }
    },
    /** All relays come or go. */
    setConnected(next: boolean) {
      isConnected = next;
      for (const channel of channels.filter(({ isOpen }) => isOpen)) channel.events.onRelays();
    },
  };
}

/** What a remote signer answers; undefined: it says nothing. */
export type Answers = Record<string, (asked: Asked) => unknown>;

/** What an honest one says. It signs as `user`. */
export const honest = (user: string): Answers => ({
  connect: () => ({ result: 'ack' }),
  ping: () => ({ result: 'pong' }),
  get_public_key: () => ({ result: pubkeyOf(user) }),
  switch_relays: () => ({ result: null }),
  sign_event: ({ params }) => ({
    result: JSON.stringify(signAs(user, JSON.parse(params[0] ?? '') as NostrEvent)),
  }),
  nip44_encrypt: ({ params: [peer = '', text = ''] }) => ({
    result: nip44.encrypt(text, conversation(user, peer)),
  }),
  nip44_decrypt: ({ params: [peer = '', text = ''] }) => ({
    result: nip44.decrypt(text, conversation(user, peer)),
  }),
});

/** A remote signer with the key of `label` on relays of its own; `asked` is all it heard. */
export function startFakeSigner(label: string, answers: Answers) {
  const asked: Asked[] = [];
  const relays = createFakeRelays((event) => {
    const request = openAs(label, event);
    asked.push(request);
    const answer = answers[request.method]?.(request);
    if (answer === undefined) return;
    queueMicrotask(() =>
      relays.deliver(sealAs(label, event.pubkey, { id: request.id, ...(answer as object) })),
    );
  });
  return {
    ...relays,
    asked,
    get open() {
      return relays.open;
    },
  };
}
