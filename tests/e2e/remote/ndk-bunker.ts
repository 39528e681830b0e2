/** NDK's own remote signer, in this process: what its users run behind a bunker URL. */
import NDK, { NDKNip46Backend, NDKPrivateKeySigner, type NIP46Method } from '@nostr-dev-kit/ndk';
import { generateSecretKey, getPublicKey } from 'nostr-tools/pure';

const SECRET = 'only-once-4711';

/** NDK's backend refuses every secret unless it is told how to look at one. */
class Backend extends NDKNip46Backend {
  readonly tokens: string[] = [];
  override applyToken(_pubkey: string, token: string): Promise<void> {
    this.tokens.push(token);
    return token === SECRET && this.tokens.length === 1
      ? Promise.resolve()
      : Promise.reject(new Error('this secret was used already'));
  }
}

export interface NdkBunker {
  /** The account, which with NDK is the remote signer too. */
  pubkey: string;
  secret: string;
  url: string;
  /** What it was asked to do, in order. */
  asked: NIP46Method[];
  stop(): void;
}

/** Starts one on this relay; resolves when it listens there. */
export async function startNdkBunker(relayUrl: string): Promise<NdkBunker> {
  const secretKey = generateSecretKey();
  const ndk = new NDK({ explicitRelayUrls: [relayUrl], enableOutboxModel: false });
  await ndk.connect(5_000);
  const asked: NIP46Method[] = [];
  const backend = new Backend(ndk, new NDKPrivateKeySigner(secretKey), ({ method }) => {
    asked.push(method);
    return Promise.resolve(true);
  });
  await backend.start();
  const pubkey = getPublicKey(secretKey);
  await ndk.fetchEvents({ kinds: [24_133], '#p': [pubkey] }); // asked after the listening began, and answered
  return {
    pubkey,
    secret: SECRET,
    url: `bunker://${pubkey}?relay=${encodeURIComponent(relayUrl)}&secret=${SECRET}`,
    asked,
    stop() {
      for (const pool of ndk.pools) for (const relay of pool.relays.values()) relay.disconnect();
    },
  };
}
