/** A remote signer that says what a test wants it to say, true or not, in this process. */
import * as nip44 from 'nostr-tools/nip44';
import { SimplePool } from 'nostr-tools/pool';
import {
  finalizeEvent,
  generateSecretKey,
  getPublicKey,
  type Event,
  type EventTemplate,
} from 'nostr-tools/pure';

/** How long a busy machine may take until it listens (ms). */
const LISTEN_WAIT = 60_000;

export interface Asked {
  id: string;
  method: string;
  params: string[];
}

export interface HostileBunker {
  /** The account, which is the remote signer too. */
  pubkey: string;
  url: string;
  /** The pubkey of the client, once it has spoken. */
  readonly client: string | undefined;
  /** What it says to a request, instead of the truth; undefined: the truth. */
  lie: ((asked: Asked) => object | undefined) | undefined;
  /** An event signed by the account. */
  sign(template: EventTemplate): Event;
  /** Signs a template after all, as after an approval. */
  approve(id: string, template: string): void;
  /** Answers under a key of somebody else. */
  answerAsStranger(asked: Asked, answer: object): void;
  stop(): void;
}

/** Starts one on this relay; resolves when it listens there: a request is not kept for whoever comes later. */
export async function startHostileBunker(relayUrl: string): Promise<HostileBunker> {
  const secretKey = generateSecretKey();
  const stranger = generateSecretKey();
  const pubkey = getPublicKey(secretKey);
  const pool = new SimplePool();
  let client: string | undefined;
  let lost: string | undefined;

  const say = (key: Uint8Array, to: string, message: object) => {
    const content = nip44.encrypt(JSON.stringify(message), nip44.getConversationKey(key, to));
    const event = { kind: 24_133, created_at: Math.floor(Date.now() / 1000), tags: [['p', to]], content };
    for (const sent of pool.publish([relayUrl], finalizeEvent(event, key))) sent.catch(() => undefined);
  };
  const truth = ({ method, params }: Asked): object => {
    if (method === 'sign_event') {
      return { result: JSON.stringify(bunker.sign(JSON.parse(params[0] ?? '') as EventTemplate)) };
    }
    if (method === 'get_public_key') return { result: pubkey };
    return { result: method === 'connect' ? 'ack' : method === 'ping' ? 'pong' : null };
  };
  const { promise: listens, resolve: oneose } = Promise.withResolvers<void>();
  const subscription = pool.subscribe(
    [relayUrl],
    { kinds: [24_133], '#p': [pubkey] },
    {
      oneose,
      onclose: (reasons) => (lost = reasons.join()),
      // after a few seconds the pool calls a relay done that it has not even reached: nobody would hear a request
      maxWait: LISTEN_WAIT,
      onevent(event) {
        client = event.pubkey;
        const text = nip44.decrypt(event.content, nip44.getConversationKey(secretKey, event.pubkey));
        const asked = JSON.parse(text) as Asked;
        say(secretKey, event.pubkey, { id: asked.id, ...(bunker.lie?.(asked) ?? truth(asked)) });
      },
    },
  );

  const bunker: HostileBunker = {
    pubkey,
    url: `bunker://${pubkey}?relay=${encodeURIComponent(relayUrl)}&secret=known-to-nobody-0815`,
    get client() {
      return client;
    },
    lie: undefined,
    sign: (template) => finalizeEvent({ ...template }, secretKey),
    approve(id, template) {
      const result = JSON.stringify(bunker.sign(JSON.parse(template) as EventTemplate));
      if (client) say(secretKey, client, { id, result });
    },
    answerAsStranger({ id }, answer) {
      if (client) say(stranger, client, { id, ...answer });
    },
    stop() {
      subscription.close();
      pool.destroy();
    },
  };
  await listens;
  if (lost !== undefined) throw new Error(`the bunker does not listen: ${lost}`);
  return bunker;
}
