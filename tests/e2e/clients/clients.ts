/** Real client libraries on one page, each behind the same four functions, so that a test can loop over them. */
import NDK, { NDKEvent, NDKNip07Signer, NDKUser } from '@nostr-dev-kit/ndk';
import { Nip07Signer } from '@welshman/signer';
import { ExtensionSigner } from 'applesauce-signers/signers/extension-signer';
import type { WindowNostr } from 'nostr-tools/nip07';
import type { Event } from 'nostr-tools/pure';

type Protocol = 'nip04' | 'nip44';

/** What every client can do with a signer. */
export interface ClientUnderTest {
  getPublicKey(): Promise<string>;
  /** A kind 1 with this content. */
  sign(content: string): Promise<Event>;
  encrypt(protocol: Protocol, peer: string, text: string): Promise<string>;
  decrypt(protocol: Protocol, peer: string, text: string): Promise<string>;
}

declare global {
  interface Window {
    clients: Record<string, ClientUnderTest>;
  }
}

const template = (content: string) => ({
  kind: 1,
  content,
  tags: [['t', 'facet']],
  created_at: Math.floor(Date.now() / 1000),
});

const ndk = (): ClientUnderTest => {
  const signer = new NDKNip07Signer();
  const instance = new NDK({ signer });
  return {
    getPublicKey: async () => (await signer.user()).pubkey,
    async sign(content) {
      const event = new NDKEvent(instance, template(content));
      await event.sign();
      return event.rawEvent();
    },
    encrypt: (protocol, pubkey, text) => signer.encrypt(new NDKUser({ pubkey }), text, protocol),
    decrypt: (protocol, pubkey, text) => signer.decrypt(new NDKUser({ pubkey }), text, protocol),
  };
};

/** nostr-tools has the types only; they say what its users call. */
const nostrTools = (): ClientUnderTest => {
  const nostr = window.nostr as unknown as WindowNostr & Required<Pick<WindowNostr, Protocol>>;
  return {
    getPublicKey: () => nostr.getPublicKey(),
    sign: (content) => nostr.signEvent(template(content)),
    encrypt: (protocol, peer, text) => nostr[protocol].encrypt(peer, text),
    decrypt: (protocol, peer, text) => nostr[protocol].decrypt(peer, text),
  };
};

const applesauce = (): ClientUnderTest => {
  const signer = new ExtensionSigner();
  const of = (protocol: Protocol) => {
    const found = signer[protocol];
    if (!found) throw new Error(`applesauce sees no ${protocol}`);
    return found;
  };
  return {
    getPublicKey: () => signer.getPublicKey(),
    sign: (content) => signer.signEvent(template(content)),
    encrypt: (protocol, peer, text) => of(protocol).encrypt(peer, text),
    decrypt: (protocol, peer, text) => of(protocol).decrypt(peer, text),
  };
};

const welshman = (): ClientUnderTest => {
  const signer = new Nip07Signer();
  return {
    getPublicKey: () => signer.getPubkey(),
    sign: async (content) => await signer.sign(template(content)),
    encrypt: (protocol, peer, text) => signer[protocol].encrypt(peer, text),
    decrypt: (protocol, peer, text) => signer[protocol].decrypt(peer, text),
  };
};

window.clients = { ndk: ndk(), nostrTools: nostrTools(), applesauce: applesauce(), welshman: welshman() };
