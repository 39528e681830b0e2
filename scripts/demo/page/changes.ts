import { nip19 } from 'nostr-tools';
import type { Account } from './account';
import { expectElement } from './element';

type Listening = { on?: (event: 'accountChanged', listener: (told: unknown) => void) => void };

/**
 * The "Account changes" card: follows both ways in which a signer may tell, NIP-07's `on` and the window event.
 * A pubkey means that this page may know it and is told silently; none means that the page has to ask again.
 */
export function followChanges(account: Account): void {
  const heard = (way: string, told: unknown) => {
    const pubkey = typeof told === 'string' && /^[0-9a-f]{64}$/.test(told) ? told : undefined;
    list(way, pubkey ? nip19.npubEncode(pubkey) : 'somebody this page may not know yet');
    if (pubkey) void account.connect();
    else account.forget();
  };
  const signer = (window as { nostr?: Listening }).nostr;
  signer?.on?.('accountChanged', (told) => heard("window.nostr.on('accountChanged')", toPubkey(told)));
  window.addEventListener('nostr:accountChanged', (event) => {
    list('nostr:accountChanged on window', String(toPubkey((event as CustomEvent).detail) ?? 'no pubkey'));
  });
}

/** Signers hand over the pubkey itself or an object with it. */
const toPubkey = (told: unknown): unknown =>
  typeof told === 'object' && told !== null && 'pubkey' in told ? told.pubkey : told;

function list(way: string, who: string): void {
  const item = document.createElement('li');
  const [source, name] = [document.createElement('span'), document.createElement('span')];
  source.textContent = way;
  name.textContent = who;
  name.className = 'second mono';
  item.append(source, name);
  expectElement('changes', HTMLOListElement).prepend(item);
  expectElement('no-changes', HTMLElement).hidden = true;
}
