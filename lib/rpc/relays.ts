/** What Facet's pages are told of relays: their connections, what is published, the lists of an account. */
import type { NostrEvent } from '../nostr/event';

/** A relay and what is known of its connection. */
export interface RelayView {
  url: string;
  state: 'connecting' | 'connected' | 'disconnected';
  /** The account that has this connection to itself; absent: it is shared. */
  pubkey?: string;
  /** From when on (ms) it is connected, or is not. */
  since?: number;
  /** From a question to the first word of the answer (ms), the last time; absent before there was one. */
  latency?: number;
  /** What went wrong last; `said` is the relay's own text, absent where it could not be reached or hung up. */
  trouble?: { at: number; said?: string };
  /** It is not listened to for an hour: what it sent was forged, or nothing that anybody asked for. */
  distrusted?: 'forged' | 'useless';
  /**
   * How it stands with signing in (NIP-42) at a relay that refused to answer without: it is wanted, under way, done, or
   * the relay did not take it. Absent: it has refused nothing.
   */
  signIn?: 'wanted' | 'signing' | 'done' | 'refused';
  /** Where a sign-in is wanted: the accounts that it was asked about. */
  wants?: string[];
}

/** What a relay said of an event that Facet publishes; `reason` is its own text, for a `none` why not yet. */
export interface RelayAnswer {
  url: string;
  answer: 'none' | 'accepted' | 'refused';
  reason?: string;
  /** It wants to know who asks, and the person has not said whether to sign in as the event's author. */
  wants?: 'sign-in';
}

/** An event that waits to be published; `id` and `kind` are the event's. */
export interface OutboxView {
  id: string;
  pubkey: string;
  kind: number;
  addedAt: number;
  relays: RelayAnswer[];
  /** No relay took it in all that time: it waits for the person. */
  givenUp?: true;
}

/** What an edit of a profile starts from. `event` is absent while no kind 0 is known, which proves nothing. */
export interface ProfileBase {
  event?: NostrEvent;
  relays: string[];
}

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
