/** The demo page: a client like any other, which gets all it knows of the person through window.nostr. */
import NDK from '@nostr-dev-kit/ndk';
import '../../../assets/styles/tokens.css';
import '../../../assets/styles/ui.css';
import './page.css';
import { createAccount } from './account';
import { followChanges } from './changes';
import { expectElement, say } from './element';
import { showFeed } from './feed';
import { offerNote } from './note';
import { offerSecret } from './secret';
import { loadSettings } from './settings';

const { relayUrl, people } = await loadSettings();
const ndk = new NDK({ explicitRelayUrls: [relayUrl], enableOutboxModel: false });
void ndk.connect();
say('relay', relayUrl);

const account = createAccount(ndk);
expectElement('connect', HTMLButtonElement).addEventListener('click', () => void account.connect());
followChanges(account);
showFeed(ndk);
offerNote(ndk, account);
offerSecret(account, people);
