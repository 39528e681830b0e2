import type { OpenChannel } from '../../relays/channel';
import type { Signer } from '../signer';
import { openMessage, parseAnswer } from './messages';

/** More strangers than these are not looked at: each costs a signature check. */
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
  let strangers = 0;
  const channel = openChannel(relays, client.pubkey, {
    onEvent: (raw) => {
      void openMessage(raw, client, () => ++strangers <= MAX_STRANGERS).then((message) => {
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
