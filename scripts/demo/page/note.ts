import type NDK from '@nostr-dev-kit/ndk';
import { NDKEvent } from '@nostr-dev-kit/ndk';
import type { Account } from './account';
import { expectElement, say, toWords } from './element';

/** The "A note" card: signs what was written and publishes it to the page's relay. */
export function offerNote(ndk: NDK, account: Account): void {
  const form = expectElement('note-form', HTMLFormElement);
  const text = expectElement('note', HTMLTextAreaElement);
  form.addEventListener('submit', async (submitted) => {
    submitted.preventDefault();
    say('note-result');
    say('note-problem');
    try {
      const event = new NDKEvent(ndk, { kind: 1, content: text.value });
      await event.sign(account.expectSigner());
      const relays = await event.publish();
      say('note-result', `Posted. ${relays.size} relay has it.`);
      form.reset();
    } catch (error) {
      say('note-problem', toWords(error));
    }
  });
}
