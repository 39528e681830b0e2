/** The remote signer of applesauce, in this process: another implementation, with a key of its own beside the account's. */
import { NostrConnectProvider, PrivateKeySigner } from 'applesauce-signers';
import type { Filter } from 'nostr-tools/filter';
import { generateSecretKey, getPublicKey, type Event } from 'nostr-tools/pure';
import { SimplePool } from 'nostr-tools/pool';

export interface ApplesauceSigner {
  /** The account it signs as. */
  pubkey: string;
  /** Its own key, another one. */
  signerPubkey: string;
  /** Accepts an invitation, as a phone does that scans the code. */
  accept(uri: string): Promise<void>;
  stop(): Promise<void>;
}

export function createApplesauceSigner(relayUrl: string): ApplesauceSigner {
  const account = generateSecretKey();
  const signer = generateSecretKey();
  const pool = new SimplePool();
  const provider = new NostrConnectProvider({
    relays: [relayUrl],
    upstream: new PrivateKeySigner(account),
    signer: new PrivateKeySigner(signer),
    subscriptionMethod: (relays: string[], filters: Filter[]) => listen(pool, relays, filters),
    publishMethod: async (relays: string[], event: Event) => {
      await Promise.any(pool.publish(relays, event));
    },
  });
  return {
    pubkey: getPublicKey(account),
    signerPubkey: getPublicKey(signer),
    accept: (uri) => provider.start(uri),
    async stop() {
      await provider.stop();
      pool.destroy();
    },
  };
}

/** Events as they come, for ever. */
async function* listen(pool: SimplePool, relays: string[], [filter = {}]: Filter[]): AsyncGenerator<Event> {
  const arrived: Event[] = [];
  let wake = () => {};
  const subscription = pool.subscribe(relays, filter, {
    onevent(event) {
      arrived.push(event);
      wake();
    },
  });
  try {
    for (;;) {
      for (let event = arrived.shift(); event; event = arrived.shift()) yield event;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    subscription.close();
  }
}
