/**
 * `window.nostr` (NIP-07), in the page's own world. It is defined before the first script of the page, holds no
 * secret and decides nothing: every call goes through the private port, every call settles.
 */
import { holdProperty } from '#lib/rpc/property';
import { createNostr } from '#lib/rpc/window-nostr';

export default { main: () => holdProperty(createNostr(), false) };
