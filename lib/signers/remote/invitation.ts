import type { OpenChannel } from '../../relays/channel';
import type { Signer } from '../signer';
import { openMessage, parseAnswer } from './messages';

/** More strangers than these of one relay are not looked at: each costs a signature check. Other relays go on being heard. */
const MAX_STRANGERS = 500;

export interface InvitationOptions {
  /** Signs and decrypts with the client key. */
  client: Signer;
  relays: readonly string[];
  secret: string;
  openChannel: OpenChannel;
}

/** Waits for whoever knows the secret of a nostrconnect URL: theirs is the remote signer's pubkey. */
export function waitForSigner({ client, relays, secret, openChannel }: InvitationOptions) {
  const { promise: comes, resolve } = Promise.withResolvers<string>();
  const strangers = new Map<string, number>();
  function isHeard(relay: string): boolean {
    const count = (strangers.get(relay) ?? 0) + 1;
    strangers.set(relay, count);
    return count <= MAX_STRANGERS;
  }
  const channel = openChannel(relays, client.pubkey, {
    onEvent: (raw, { url }) => {
      void openMessage(raw, client, () => isHeard(url)).then((message) => {
        if (!message) return;
        try {
          const answer = parseAnswer(message.text);
          if (answer.type === 'result' && answer.result === secret) resolve(message.author);
        } catch {
          // a stranger
        }
      });
    },
    onRelays: () => undefined,
  });
  let isOpen = true;
  return {
    /** The pubkey of the signer that came; it may never settle. */
    comes,
    stop(): void {
      if (isOpen) channel.close();
      isOpen = false;
    },
  };
}
