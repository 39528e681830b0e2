/**
 * A message that the person reads before its site may: decrypted in the worker, shown in the prompt, kept nowhere. A
 * gift wrap is opened to what is inside its seal (NIP-59), if the seal is signed by whom the inside claims.
 */
import { toPlaintext, type Plaintext } from '../nostr/plaintext';
import { parseVerifiedEvent } from '../nostr/verify';
import { asksPassword } from '../permissions/permissions';
import type { Prompts } from '../prompts/prompts';
import { InvalidError, toCode } from '../rpc/errors';
import type { GivenAnswer, Peeked } from '../rpc/prompt';
import type { Session } from '../sessions/session';
import type { Sessions } from '../sessions/sessions';
import type { StateStore } from '../vault/state-store';
import type { Vault } from '../vault/vault';

const SEAL = 13;

export interface PeekRooms {
  vault: Vault;
  store: StateStore;
  sessions: Sessions;
  prompts: Prompts;
}

/** Throws `invalid` for what is no decryption by one known account, and `denied` without the password it needs. */
export const createPeek =
  ({ vault, store, sessions, prompts }: PeekRooms) =>
  async (shown: readonly Pick<GivenAnswer, 'id' | 'digest'>[], password = ''): Promise<Peeked[]> => {
    const asked = await Promise.all(shown.map(({ id, digest }) => prompts.expectShown(id, digest)));
    const messages = asked.map(({ view, unseen }) => {
      if (view.type !== 'cipher' || view.told !== undefined || unseen === undefined)
        throw new InvalidError('only a message that one account would decrypt can be shown');
      if (!view.method.endsWith('.decrypt')) throw new InvalidError('there is nothing to decrypt here');
      const { signer } = sessions.expect(view.pubkey);
      const protocol = view.method.startsWith('nip04.') ? 'nip04' : 'nip44';
      return {
        id: view.id,
        pubkey: view.pubkey,
        decrypt: () => signer[protocol].decrypt(view.peer, unseen),
        signer,
      };
    });
    if (messages.some(({ pubkey }) => asksPassword(store.state, pubkey))) await vault.confirm(password);
    return Promise.all(
      messages.map(async ({ id, signer, decrypt }): Promise<Peeked> => {
        try {
          return { id, plaintext: await open(signer, await decrypt()) };
        } catch (error) {
          if (toCode(error) === 'locked') throw error;
          return { id }; // it is not for this account, or damaged: the site would learn no more
        }
      }),
    );
  };

async function open(signer: Session['signer'], text: string): Promise<Plaintext> {
  const outer = toPlaintext(text);
  if (outer.type !== 'event' || outer.kind !== SEAL) return outer;
  try {
    const seal = parseVerifiedEvent(JSON.parse(text));
    const inner = toPlaintext(await signer.nip44.decrypt(seal.pubkey, seal.content));
    return inner.type === 'event' && inner.pubkey === seal.pubkey ? inner : outer;
  } catch {
    return outer; // a seal that cannot be opened is shown as one
  }
}
