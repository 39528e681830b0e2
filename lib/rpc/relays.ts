/** What Facet's pages are told of relays beyond their connections. */
import type { NostrEvent } from '../nostr/event';

/** The lists of relays of one account, whole; one that is absent is not known, which proves nothing. */
export interface RelayLists {
  /** Where it is found (10002). */
  relays?: NostrEvent;
  /** Where private messages reach it (10050). */
  messages?: NostrEvent;
  /** Where it searches (10007). */
  search?: NostrEvent;
  /** Where it never wants to be looked for (10006). */
  blocked?: NostrEvent;
  /** Where a new list would go besides the relays that it names. */
  destinations: string[];
}

/** Where an account says that it writes, reads and takes messages: relays in normal form. */
export interface RelayUseView {
  pubkey: string;
  write: string[];
  read: string[];
  messages: string[];
}

/** What a relay says of itself (NIP-11). Nothing of it is proven, and what is missing it did not say. */
export interface RelayFacts {
  name?: string;
  description?: string;
  contact?: string;
  software?: string;
  version?: string;
  /** Where its rules are to be read: texts, not links. */
  terms?: string;
  privacy?: string;
  posting?: string;
  /** The numbers of the NIPs that it supports. */
  nips: number[];
  authRequired?: boolean;
  paymentRequired?: boolean;
  restrictedWrites?: boolean;
  /** Longest message (bytes), most subscriptions at once. */
  maxMessage?: number;
  maxSubscriptions?: number;
}

/** Where people who are followed write. */
export interface RelaySuggestions {
  /** How many people were asked about, and of how many a list was found. */
  asked: number;
  found: number;
  /** The most used first; `count` of those that were found write there. */
  relays: { url: string; count: number }[];
}
