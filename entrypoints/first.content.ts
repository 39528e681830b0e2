/** In the place of `nostr.content.ts` on sites where the person chose Facet over another signer: its object stays. */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { SITE_MATCHES } from '#lib/rpc/matches';
import { holdProperty } from '#lib/rpc/property';
import { createNostr } from '#lib/rpc/window-nostr';

export default defineContentScript({
  matches: [...SITE_MATCHES],
  registration: 'runtime',
  runAt: 'document_start',
  world: 'MAIN',
  main: () => holdProperty(createNostr(), true),
});
