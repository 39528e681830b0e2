/** What any web page may ask: NIP-07 names and argument order, and what the content script asks by itself. */
import { eventDraft, MAX_TEXT, type NostrEvent } from '../nostr/event';
import { boolean, hex32, oneOf, optional, string } from './parse';
import { HOLDERS } from './property';

import { returns } from './method';

const peer = ['pubkey', hex32] as const;
const text = (name: string) => [name, string(MAX_TEXT)] as const;
const self = ['current user', optional(hex32)] as const;

/** `getRelays()`: relay URL → how this account uses it (NIP-07). */
export type RelayMap = Record<string, { read: boolean; write: boolean }>;

/** What `window.nostr` offers: NIP-07 names and argument order. */
export const nip07 = {
  getPublicKey: returns<string>()(),
  signEvent: returns<NostrEvent>()(['event', eventDraft]),
  getRelays: returns<RelayMap>()(),
  'nip04.encrypt': returns<string>()(peer, text('plaintext'), self),
  'nip04.decrypt': returns<string>()(peer, text('ciphertext'), self),
  'nip44.encrypt': returns<string>()(peer, text('plaintext'), self),
  'nip44.decrypt': returns<string>()(peer, text('ciphertext'), self),
  /** NIP-07 in the wild: true once the page may know who the person is; asks like getPublicKey. */
  enable: returns<boolean>()(),
  isEnabled: returns<boolean>()(),
};

/** What any web page may ask. Beyond NIP-07 only the content script's own four, which never prompt. */
export const pageApi = {
  ...nip07,
  /**
   * What this page may know without asking, and whether it believes something else. `listens`: it has an
   * `accountChanged` listener, so what comes back counts as told.
   */
  checkIn: returns<{ pubkey: string | null; changed: boolean }>()(['listens', boolean]),
  /** Who holds `window.nostr` on this page, and whether another extension has put a signer there. */
  report: returns<true>()(['holder', oneOf(...HOLDERS)], ['others', boolean]),
  /** The person clicked a `nostr:` link; `left`: they want the browser to follow it. */
  openLink: returns<{ left: boolean }>()(['link', string(3_000)]),
  /** This page is in front of a person now: its tab's toolbar button is to show who they are here. Tells it nothing. */
  arrive: returns<true>()(),
};
