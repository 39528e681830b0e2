/**
 * A remote signer on its way in, one at a time: connected here, looked at, then taken as an account. All of it is in
 * this worker's memory, at most five minutes; what is lost with it is the attempt, nothing else.
 */
import { bytesToHex } from '@noble/curves/utils.js';
import { fetchNostrJson } from '../../domains/nostr-json';
import { parseAddress } from '../../nostr/address';
import { parseBunkerDocument, parseBunkerUrl, toNostrConnectUrl, type BunkerUrl } from '../../nostr/bunker';
import { createSecretKey, parsePubkey, toNpub, toPubkey } from '../../nostr/keys';
import type { OpenChannel } from '../../relays/channel';
import { FacetError, InvalidError } from '../../rpc/errors';
import type { RemoteFound, Snapshot } from '../../rpc/snapshot';
import type { StoredRemote } from '../../storage/state';
import type { StateStore } from '../../vault/state-store';
import { createSecretKeySigner } from '../secret-key';
import { createRemoteClient, type RemoteClient } from './client';
import { waitForSigner } from './invitation';

/** How long an attempt may take, from its start to the account (ms). */
export const ATTEMPT_LIFETIME = 5 * 60_000;

/** What a nostrconnect URL names; more of them make a QR code that no phone can read. */
const MAX_MEETING_RELAYS = 3;

/** A connected remote signer, as an account needs it. */
export interface Taken {
  pubkey: string;
  clientKey: Uint8Array;
  remote: StoredRemote;
}

interface Attempt {
  clientKey: Uint8Array;
  perms: string[];
  /** Rejects when the attempt is over. */
  over: Promise<never>;
  end: (error: FacetError) => void;
  /** For nostrconnect: settles when a signer has come. */
  found?: Promise<RemoteFound>;
  taken?: Taken;
  remote?: RemoteClient;
}

export type Attempts = ReturnType<typeof createAttempts>;

/** `onChange`: the page of an approval is another one. `store` has the relays that the person chose. */
export function createAttempts(
  openChannel: OpenChannel,
  onChange: () => void,
  store: Pick<StateStore, 'state'>,
) {
  let current: Attempt | undefined;

  function cancel(): void {
    current?.end(new FacetError('disconnected', 'this connection was given up; nothing was added'));
  }

  function begin(perms: string[]): Attempt {
    cancel();
    const { promise: over, reject } = Promise.withResolvers<never>();
    over.catch(() => undefined);
    const attempt: Attempt = {
      clientKey: createSecretKey(),
      perms,
      over,
      end(error) {
        clearTimeout(timer);
        attempt.remote?.close();
        attempt.clientKey.fill(0);
        if (current === attempt) current = undefined;
        reject(error);
        onChange();
      },
    };
    const late = () =>
      new FacetError('timeout', 'no remote signer came within five minutes; nothing was added');
    const timer = setTimeout(() => attempt.end(late()), ATTEMPT_LIFETIME);
    current = attempt;
    return attempt;
  }

  /** Ends the attempt when its work fails, and the work when the attempt ends. */
  async function during<T>(attempt: Attempt, work: Promise<T>): Promise<T> {
    try {
      return await Promise.race([work, attempt.over]);
    } catch (cause) {
      const error =
        cause instanceof FacetError ? cause : new FacetError('internal', 'this did not work', { cause });
      attempt.end(error);
      throw error;
    }
  }

  const toClient = ({ clientKey }: Attempt) =>
    createSecretKeySigner(toPubkey(clientKey), async (use) => use(clientKey));

  function speak(attempt: Attempt, { signerPubkey, relays }: BunkerUrl): RemoteClient {
    const client = toClient(attempt);
    attempt.remote = createRemoteClient({ client, signerPubkey, relays, openChannel, onChange });
    return attempt.remote;
  }

  /** Asks whom the signer signs as, and notes all of it. */
  async function meet(attempt: Attempt, { signerPubkey, relays }: BunkerUrl): Promise<RemoteFound> {
    const answer = await attempt.remote?.request('get_public_key', []);
    if (!/^[0-9a-f]{64}$/.test(answer ?? '')) {
      throw new FacetError('signer-mismatch', 'the remote signer did not say whom it signs as');
    }
    const { pubkey } = parsePubkey(answer ?? '');
    const { clientKey, perms } = attempt;
    const remote = { signerPubkey, clientPubkey: toPubkey(clientKey), relays, perms };
    attempt.taken = { pubkey, clientKey, remote };
    return { pubkey, signerNpub: toNpub(signerPubkey) };
  }

  async function connect(attempt: Attempt, address: string): Promise<RemoteFound> {
    const bunker = /^\s*bunker:/i.test(address)
      ? parseBunkerUrl(address)
      : await findBunker(address, store.state.settings.relays);
    if (current !== attempt) return attempt.over;
    const { signerPubkey, secret = '' } = bunker;
    await speak(attempt, bunker).request('connect', [signerPubkey, secret, attempt.perms.join(',')]);
    return meet(attempt, bunker);
  }

  return {
    /** Connects to a bunker URL or bunker name. Throws `invalid`, `timeout`, `denied`, `disconnected`, `signer-mismatch`. */
    connect(address: string, perms: string[]): Promise<RemoteFound> {
      const attempt = begin(perms);
      return during(attempt, connect(attempt, address));
    },

    /** Waits for a signer at the first of these relays; the text is to be shown to the person alone. */
    invite(relayUrls: readonly string[], perms: string[]): { uri: string; expiresAt: number } {
      const relays = relayUrls.slice(0, MAX_MEETING_RELAYS);
      if (relays.length === 0) throw new InvalidError('a relay is needed to meet a remote signer');
      const attempt = begin(perms);
      const secret = bytesToHex(crypto.getRandomValues(new Uint8Array(16)));
      const client = toClient(attempt);
      const { comes, stop } = waitForSigner({ client, relays, secret, openChannel });
      attempt.over.catch(stop);
      const meeting = comes.then((signerPubkey) => {
        if (current !== attempt) return attempt.over;
        speak(attempt, { signerPubkey, relays });
        stop(); // only now: the relays stay connected
        return meet(attempt, { signerPubkey, relays });
      });
      attempt.found = during(attempt, meeting);
      attempt.found.catch(() => undefined); // whoever waits for it hears of it
      const uri = toNostrConnectUrl({ clientPubkey: client.pubkey, relays, secret, perms, name: 'Facet' });
      return { uri, expiresAt: Date.now() + ATTEMPT_LIFETIME };
    },

    /** The signer that accepted the invitation. Throws as `connect` does. */
    async meet(): Promise<RemoteFound> {
      if (current?.found) return current.found;
      throw new FacetError('disconnected', 'nobody was invited; begin again');
    },

    /** Hands the connected signer to `add`, and closes the attempt once that has worked. */
    async take(add: (taken: Taken) => Promise<unknown>): Promise<void> {
      const attempt = current;
      if (!attempt?.taken) throw new FacetError('disconnected', 'no remote signer is connected; begin again');
      // a copy: whoever adds it wipes it, and may still have to ask the person something
      await add({ ...attempt.taken, clientKey: attempt.clientKey.slice() });
      attempt.end(new FacetError('disconnected', 'this remote signer was added'));
    },

    cancel,

    /** What the pages see of it. */
    get view(): Pick<Snapshot, 'connecting'> {
      if (!current) return {};
      const authUrl = current.remote?.authUrl;
      return { connecting: authUrl ? { authUrl } : {} };
    },
  };
}

/** The remote signer behind a bunker name like `alice@example.com` (NIP-05, NIP-46). */
async function findBunker(name: string, own: readonly string[]): Promise<BunkerUrl> {
  const address = parseAddress(name);
  return parseBunkerDocument(await fetchNostrJson(address), address.name, own);
}
