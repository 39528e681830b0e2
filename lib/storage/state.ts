/** Everything Facet remembers besides keys and relay data: one encrypted record, saved whole. */
import type { Accent } from '../nostr/avatar';
import type { NostrEvent } from '../nostr/event';
import type { Appearance } from '../rpc/appearance';
import type { RelayAnswer } from '../rpc/relays';
import type { AccountKind, Block, LinksView, RuleView, SettingsView } from '../rpc/snapshot';

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
  /** Stands before the others in every list; absent: no. */
  favourite?: true;
  /** The shortcuts for the next and the previous account pass over it; absent: no. */
  notInCycle?: true;
  /** No relay is to see it together with another account; absent: it shares its connections. */
  apart?: true;
  /** By relay, in normal form: whether it signs in where that is wanted (NIP-42); absent: the person is asked. */
  signIns?: Record<string, 'always' | 'never'>;
}

/** Whom the pages of an origin believe the person to be, so that a draft without author is never signed as another. */
export interface Belief {
  /** The account they were last told. */
  told?: string;
  /**
   * Accounts told only to tabs with a choice of their own, or still believed in some tab when another heard a newer
   * one: a page that comes back may believe one of these.
   */
  toldInTabs?: string[];
}

/** What is remembered of an origin. */
export interface StoredSite extends Belief {
  /** The account pinned to it. */
  pubkey?: string;
  usedAt: number;
  /** After a switch the person does not want to be asked whether to reload its pages; absent: they do. */
  noReloadOffer?: true;
}

/** A Firefox container: whom its tabs are, and what its pages believe, who keep their own memory there. */
export interface StoredContainer {
  /** The account chosen for it. */
  pubkey?: string;
  /** By origin. */
  beliefs: Record<string, Belief>;
}

/** What was chosen, and what sites may do: once for all windows, and once more for private ones. */
export interface Choices {
  /** The pubkey of the current account; absent only without accounts. */
  current?: string;
  /** By origin. */
  sites: Record<string, StoredSite>;
  rules: RuleView[];
  /** By the browser's name for them (`cookieStoreId`); absent before there was one. */
  containers?: Record<string, StoredContainer>;
  /** By origin: websites that are refused at once; absent before there was one. */
  blocked?: Record<string, Block>;
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
  /** No relay took it in all that time: it is tried again when the person says so. */
  givenUp?: true;
}

export interface State extends Choices {
  version: 1;
  /** The run of the browser that its rules until restart are of; absent before there was one. */
  run?: string;
  /** In the person's order, favourites first. */
  accounts: StoredAccount[];
  settings: SettingsView;
  /** Waiting to be published, oldest first; absent before there was anything. */
  outbox?: OutboxItem[];
  /** Two accounts each that may be seen together, in the order of their pubkeys; absent before there were any. */
  pairs?: [string, string][];
  /** With which client `nostr:` links are opened; absent: nobody was asked yet. */
  links?: LinksView;
  /** Where Facet shows itself; absent: on every site. */
  appearance?: Appearance;
  /** By relay: the accounts that have signed in there (NIP-42); absent before one has. */
  signedIn?: Record<string, string[]>;
}

/** The state in this run of the browser: what was to last until the end of another one is over. */
export const toRun = (state: State, run: string): State =>
  state.run === run
    ? state
    : { ...state, run, rules: state.rules.filter(({ untilRestart }) => untilRestart !== true) };

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
