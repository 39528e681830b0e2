/** NIP-44 with a key that is here. */
import type { WithSecretKey } from '../vault/secrets';
import type { KeptConversations } from './conversations';
import { readable } from './readable';
import type { Cipher } from './signer';

/** Evaluated on first use: a worker that is woken to sign does not pay for it. */
const nip44 = () => import('nostr-tools/nip44');

type Nip44 = Awaited<ReturnType<typeof nip44>>;
type Use = (tools: Nip44, conversationKey: Uint8Array) => string;

/** `kept`: where conversation keys are looked for, and left. Without it each is made for one text and wiped. */
export function createNip44(withSecretKey: WithSecretKey, kept?: KeptConversations): Cipher {
  const makeKey = (tools: Nip44, peer: string, use: (conversationKey: Uint8Array) => string) =>
    withSecretKey((secretKey) => readable(() => use(tools.getConversationKey(secretKey, peer))));

  const converse = async (peer: string, use: Use): Promise<string> => {
    const tools = await nip44();
    const known = kept?.get(peer);
    if (known) return readable(() => use(tools, known));
    return makeKey(tools, peer, (conversationKey) => {
      try {
        return use(tools, conversationKey);
      } finally {
        if (kept) kept.keep(peer, conversationKey);
        else conversationKey.fill(0);
      }
    });
  };

  return {
    encrypt: (peer, plaintext) => converse(peer, ({ encrypt }, key) => encrypt(plaintext, key)),
    decrypt: (peer, ciphertext) => converse(peer, ({ decrypt }, key) => decrypt(ciphertext, key)),
  };
}
