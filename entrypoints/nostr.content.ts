/**
 * `window.nostr` (NIP-07), in the page's own world. It is defined before the first script of the page, holds no
 * secret and decides nothing: every call goes through the private port, every call settles.
 */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { createNostr } from '#lib/rpc/window-nostr';
import { SITE_MATCHES } from '#lib/rpc/matches';

export default defineContentScript({
  matches: [...SITE_MATCHES],
  registration: 'runtime', // by lib/appearance, which can keep it away from a site altogether
  runAt: 'document_start',
  world: 'MAIN',
  main() {
    const page = window as { nostr?: object };
    const nostr = createNostr();
    // an object without getPublicKey is no signer but something a page or a wallet hung there: it gains ours
    if (page.nostr && !('getPublicKey' in page.nostr)) Object.assign(page.nostr, nostr);
    else page.nostr = nostr;
  },
});
