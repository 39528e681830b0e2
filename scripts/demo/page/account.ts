/** Who this page believes the person is: asked from the signer, forgotten when the signer says it changed. */
import type NDK from '@nostr-dev-kit/ndk';
import { NDKNip07Signer, type NDKUser } from '@nostr-dev-kit/ndk';
import { expectElement, say, toWords } from './element';
import { drawGem } from './gem';

export interface Account {
  /** Asks who the person is, which may open a prompt; shows a problem in words. */
  connect(): Promise<void>;
  /** Forgets who the person was. */
  forget(): void;
  /** The signer of the connected account; throws words for the person when there is none. */
  expectSigner(): NDKNip07Signer;
}

/** The "Who am I" card on the page's NDK. */
export function createAccount(ndk: NDK): Account {
  let signer: NDKNip07Signer | undefined;

  function show(user: NDKUser | undefined): void {
    expectElement('me', HTMLElement).hidden = !user;
    expectElement('stranger', HTMLElement).hidden = Boolean(user);
    expectElement('connect', HTMLButtonElement).hidden = Boolean(user);
    if (!user) {
      delete document.body.dataset['accent'];
      return;
    }
    const gem = expectElement('my-gem', HTMLElement);
    drawGem(gem, user.pubkey);
    document.body.dataset['accent'] = gem.dataset['accent'];
    say('my-npub', user.npub);
    say('my-name', 'No profile yet');
    void user.fetchProfile().then((profile) => {
      // The account may have changed while the relay was looking for the profile.
      if (signer?.pubkey !== user.pubkey) return;
      say('my-name', profile?.displayName || profile?.name || 'No profile yet');
    });
  }

  return {
    async connect() {
      say('who-problem');
      // NDK's signer keeps the first pubkey it was told, so every connection takes a fresh one.
      const fresh = new NDKNip07Signer(1_000, ndk);
      try {
        const user = await fresh.blockUntilReady();
        signer = fresh;
        ndk.signer = fresh;
        show(user);
      } catch (error) {
        say('who-problem', toWords(error));
      }
    },
    forget() {
      signer = undefined;
      show(undefined);
    },
    expectSigner() {
      if (!signer) throw new Error('Connect first: this page does not know who you are.');
      return signer;
    },
  };
}
