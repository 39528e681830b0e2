import { NDKUser } from '@nostr-dev-kit/ndk';
import type { Account } from './account';
import { expectElement, say, toWords } from './element';
import type { Settings } from './settings';

/** The "A secret" card: encrypts a message to somebody of the demo and decrypts it back with the same signer. */
export function offerSecret(account: Account, people: Settings['people']): void {
  const form = expectElement('secret-form', HTMLFormElement);
  const peer = expectElement('peer', HTMLSelectElement);
  const message = expectElement('secret', HTMLInputElement);
  peer.replaceChildren(...people.map(({ name, pubkey }) => new Option(name, pubkey)));
  form.addEventListener('submit', async (submitted) => {
    submitted.preventDefault();
    for (const line of ['secret-result', 'ciphertext', 'secret-problem']) say(line);
    const scheme = new FormData(form).get('scheme') === 'nip04' ? 'nip04' : 'nip44';
    try {
      const signer = account.expectSigner();
      const user = new NDKUser({ pubkey: peer.value });
      const ciphertext = await signer.encrypt(user, message.value, scheme);
      say('ciphertext', ciphertext);
      const plaintext = await signer.decrypt(user, ciphertext, scheme);
      if (plaintext !== message.value) throw new Error(`What came back is not what was sent: ${plaintext}`);
      say('secret-result', `Round trip ok: “${plaintext}”`);
    } catch (error) {
      say('secret-problem', toWords(error));
    }
  });
}
