import { sign, whenLoaded } from '../nostr/signature';
import { InvalidError } from '../rpc/errors';
import type { WithSecretKey } from '../vault/secrets';
import type { Cipher, Signer } from './signer';

/** Evaluated on first use: a worker that is woken to sign has no tables of AES to make. */
const nip04 = () => import('nostr-tools/nip04');
const nip44 = () => import('nostr-tools/nip44');

type Nip44 = Awaited<ReturnType<typeof nip44>>;

/** A signer whose key is in the vault; each use borrows it and gives it back wiped. */
export function createSecretKeySigner(pubkey: string, withSecretKey: WithSecretKey): Signer {
  return {
    pubkey,
    refusal: () => undefined,
    async signEvent(event) {
      await whenLoaded();
      return withSecretKey((secretKey) => sign(event, secretKey));
    },
    nip04: {
      encrypt: (peer, plaintext) =>
        withSecretKey((key) => readable(async () => (await nip04()).encrypt(key, peer, plaintext))),
      decrypt: (peer, ciphertext) =>
        withSecretKey((key) => readable(async () => (await nip04()).decrypt(key, peer, ciphertext))),
    },
    nip44: createNip44(withSecretKey),
  };
}

function createNip44(withSecretKey: WithSecretKey): Cipher {
  const converse = async (peer: string, use: (tools: Nip44, conversationKey: Uint8Array) => string) => {
    const tools = await nip44();
    return withSecretKey((secretKey) =>
      readable(() => {
        const conversationKey = tools.getConversationKey(secretKey, peer);
        try {
          return use(tools, conversationKey);
        } finally {
          conversationKey.fill(0);
        }
      }),
    );
  };
  return {
    encrypt: (peer, plaintext) => converse(peer, ({ encrypt }, key) => encrypt(plaintext, key)),
    decrypt: (peer, ciphertext) => converse(peer, ({ decrypt }, key) => decrypt(ciphertext, key)),
  };
}

/** The libraries throw many things for text that is not for this key; pages get one sentence and no detail. */
async function readable(work: () => string | Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (cause) {
    throw new InvalidError('this text cannot be encrypted or decrypted between these two keys', { cause });
  }
}
