/** In the place of `nostr.ts` on sites where the person chose Facet over another signer: its object stays. */
import { holdProperty } from '#lib/rpc/property';
import { createNostr } from '#lib/rpc/window-nostr';

export default { main: () => holdProperty(createNostr(), true) };
