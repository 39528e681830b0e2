/**
 * `window.nostr` (NIP-07), in the page's own world. It is defined before the first script of the page, holds no
 * secret and decides nothing: every call goes through the private port, every call settles.
 */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { SITE_MATCHES } from '#lib/rpc/matches';
import { holdProperty } from '#lib/rpc/property';
import { createNostr } from '#lib/rpc/window-nostr';

export default defineContentScript({
  matches: [...SITE_MATCHES],
  registration: 'runtime', // by lib/appearance, which can keep it away from a site altogether
  runAt: 'document_start',
  world: 'MAIN',
  main: () => holdProperty(createNostr(), false),
});
