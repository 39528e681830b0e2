/**
 * A client of one remote signer (NIP-46). An answer counts only if it is by the pinned key, to our key, under NIP-44,
 * verified, and to a request that is open. Whoever opens one closes it.
 */
import { FacetError } from '../../rpc/errors';
import type { NostrEvent } from '../../nostr/event';
import type { OpenChannel } from '../../relays/channel';
import type { Signer } from '../signer';
import { openMessage, parseAnswer, parseAuthUrl, sealRequest, type Answer } from './messages';

/** How long a remote signer may take (ms), and how long when it said that a person must approve. */
export const ANSWER_WAIT = 60_000;
export const APPROVAL_WAIT = 5 * 60_000;

/** More requests than these at once are not a person's. */
const MAX_OPEN = 100;

/** Most messages that are remembered: a relay may send each for ever. */
const MOST_SEEN = 500;

export interface ClientOptions {
  /** Signs and encrypts with the client key. */
  client: Signer;
  signerPubkey: string;
  relays: readonly string[];
  openChannel: OpenChannel;
  /** The signer answered something. */
  onAnswer?: () => void;
  /** A relay came or went, or `authUrl` is another one. */
  onChange?: () => void;
}

interface OpenRequest {
  settle(answer: Answer | FacetError): void;
  /** The signer wants the person to go there first. */
  authUrl?: string;
}

export type RemoteClient = ReturnType<typeof createRemoteClient>;

export function createRemoteClient(options: ClientOptions) {
  const { client, signerPubkey, relays, openChannel, onAnswer, onChange } = options;
  const open = new Map<string, OpenRequest>();
  /** The messages that were verified, the latest last. */
  const seen = new Set<string>();
  let isClosed = false;
  let isLeaving = false;

  async function receive(raw: NostrEvent): Promise<void> {
    const isHeard = (author: string) => open.size > 0 && author === signerPubkey;
    const message = await openMessage(raw, client, isHeard, seen);
    for (const id of seen) if (seen.size > MOST_SEEN) seen.delete(id);
    if (!message) return;
    let answer: Answer;
    try {
      answer = parseAnswer(message.text);
    } catch {
      return; // not an answer
    }
    const request = open.get(answer.id);
    if (!request) return; // never asked, or answered already
    onAnswer?.();
    request.settle(answer);
  }

  const channel = openChannel(relays, client.pubkey, {
    onEvent: (raw) => void receive(raw),
    onRelays: () => onChange?.(),
  });

  const late = (authUrl: string | undefined, wait: number): FacetError => {
    if (authUrl) {
      return new FacetError(
        'timeout',
        'the remote signer waits for an approval; give it there, then try again',
      );
    }
    if (!channel.isConnected) {
      return new FacetError(
        'disconnected',
        'no relay of the remote signer can be reached; try again when it can',
      );
    }
    return new FacetError(
      'timeout',
      `the remote signer did not answer within ${wait / 1000} s; open it, then try again`,
    );
  };

  function wait(event: NostrEvent, id: string, patience: number): Promise<string | undefined> {
    return new Promise((resolve, reject) => {
      const withdraw = channel.send(event);
      const end = () => {
        clearTimeout(timer);
        withdraw();
        open.delete(id);
        if (isLeaving && open.size === 0) channel.close();
        if (request.authUrl) onChange?.();
      };
      const expire = () => request.settle(late(request.authUrl, patience));
      let timer = setTimeout(expire, patience);
      const request: OpenRequest = {
        settle(answer) {
          if (answer instanceof FacetError) reject(answer);
          else if (answer.type === 'refused')
            reject(new FacetError('denied', 'the remote signer refused this'));
          else if (answer.type === 'result') resolve(answer.result);
          else {
            approve(answer.url);
            return;
          }
          end();
        },
      };
      const approve = (url: string) => {
        if (request.authUrl) return; // said once: said again it must not lengthen the wait
        try {
          request.authUrl = parseAuthUrl(url);
        } catch (cause) {
          const why = 'the remote signer wants to show a page that is not https; Facet does not open it';
          request.settle(new FacetError('denied', why, { cause }));
          return;
        }
        clearTimeout(timer);
        timer = setTimeout(expire, APPROVAL_WAIT);
        onChange?.();
      };
      open.set(id, request);
    });
  }

  return {
    /** The result of a method, absent where there is none. Throws `timeout`, `denied`, `disconnected`, `too-large`, `busy`. */
    async request(method: string, params: string[], patience = ANSWER_WAIT): Promise<string | undefined> {
      if (open.size >= MAX_OPEN) throw new FacetError('busy', 'the remote signer has too much to answer');
      const id = crypto.randomUUID();
      const event = await sealRequest({ id, method, params }, client, signerPubkey);
      if (isClosed) throw new FacetError('disconnected', 'the remote signer was disconnected');
      return wait(event, id, patience);
    },

    get isConnected(): boolean {
      return channel.isConnected;
    },

    /** The https page where something waits for the person's approval. */
    get authUrl(): string | undefined {
      for (const { authUrl } of open.values()) if (authUrl) return authUrl;
      return undefined;
    },

    /** Takes no more requests, and closes once those that are open have ended. */
    leave(): void {
      isClosed = isLeaving = true;
      if (open.size === 0) channel.close();
    },

    /** Ends every open request and closes the channel. */
    close(): void {
      isClosed = true;
      isLeaving = false;
      const error = new FacetError('disconnected', 'the remote signer was disconnected; nothing was signed');
      for (const request of [...open.values()]) request.settle(error);
      channel.close();
    },
  };
}
