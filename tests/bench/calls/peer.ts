/** The other party of all that is encrypted: its key shows, outside of the browser, what a ciphertext says. */
import { createHash } from 'node:crypto';
import { getPublicKey } from 'nostr-tools/pure';

const secretKey = new Uint8Array(createHash('sha256').update('facet bench: the peer').digest());

export const peer = { secretKey, pubkey: getPublicKey(secretKey) };
