/** Everything Facet remembers besides keys and relay data: one encrypted record, saved whole. */
import type { Accent } from '../nostr/avatar';
import type { NostrEvent } from '../nostr/event';
import type { AccountKind, RelayAnswer, RuleView, SettingsView } from '../rpc/snapshot';

/** Where an account's remote signer is (NIP-46). The client key is a sealed record; the secret of its URL is not kept. */
export interface StoredRemote {
  signerPubkey: string;
  clientPubkey: string;
  relays: string[];
  /** What it was asked to allow. */
  perms: string[];
}

/** One logged-in account. `id` names its sealed records and means nothing else. */
export interface StoredAccount {
  id: string;
  pubkey: string;
  kind: AccountKind;
  accent: Accent;
  nickname?: string;
  note?: string;
  addedAt: number;
  usedAt: number;
  backedUpAt?: number;
  /** Only for kind `remote`. */
  remote?: StoredRemote;
  /** Whatever it does asks the password; absent: no. */
  stepUp?: true;
}

/** What is remembered of an origin. */
export interface StoredSite {
  /** The account pinned to it. */
  pubkey?: string;
  /** The account its pages were last told, so that a draft without author is never signed as another. */
  told?: string;
  usedAt: number;
}

/** A signed event that Facet publishes, and what each relay has said of it. */
export interface OutboxItem {
  event: NostrEvent;
  relays: RelayAnswer[];
  addedAt: number;
  /** Tries since the person last asked for one. */
  tries: number;
  /** 0 before the first try. */
  triedAt: number;
  /** The next try comes at this time. */
  dueAt: number;
}

export interface State {
  version: 1;
  /** In the person's order. */
  accounts: StoredAccount[];
  /** The pubkey of the current account; absent only without accounts. */
  current?: string;
  sites: Record<string, StoredSite>;
  rules: RuleView[];
  settings: SettingsView;
  /** Waiting to be published, oldest first; absent before there was anything. */
  outbox?: OutboxItem[];
}

/** Relays that a new vault starts with; a build may name others, as the demo does. */
const DEFAULT_RELAYS =
  (import.meta.env['WXT_DEFAULT_RELAYS'] as string | undefined) ??
  'wss://purplepag.es,wss://relay.damus.io,wss://nos.lol';

export const createState = (): State => ({
  version: 1,
  accounts: [],
  sites: {},
  rules: [],
  settings: { relays: DEFAULT_RELAYS.split(','), autoLockMinutes: 15 },
});
