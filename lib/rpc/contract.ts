/**
 * The one contract: what may be asked of the worker, by whom, and what comes back.
 * `pageApi` is the zone of web pages, `uiApi` the zone of Facet's own pages; they never mix.
 * Adding a method is one line here, one handler in entrypoints/background, one test.
 */
import { eventDraft, MAX_TEXT, type NostrEvent } from '../nostr/event';
import { boolean, hex32, integer, list, oneOf, optional, string, type Parser } from './parse';
import type { FoundProfile, ImportPreview, ImportResult, SeedPreview } from './imports';
import { promptAnswer, type PromptView } from './prompt';
import type { Snapshot, TabView } from './snapshot';
import { ACCENTS } from '../nostr/avatar';

/** A method: parsers of its arguments, in order and with their names for error messages; the result is a type only. */
export interface Method<Args extends unknown[], Result> {
  readonly args: { [K in keyof Args]: readonly [name: string, parser: Parser<Args[K]>] };
  readonly result?: Result;
}

const returns =
  <Result>() =>
  <Args extends unknown[]>(
    ...args: { [K in keyof Args]: readonly [name: string, parser: Parser<Args[K]>] }
  ): Method<Args, Result> => ({ args });

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

/** What any web page may ask. Beyond NIP-07 only the content script's own question, which never prompts. */
export const pageApi = {
  ...nip07,
  /**
   * What this page may know without asking, and whether it believes something else. `listens`: it has an
   * `accountChanged` listener, so what comes back counts as told.
   */
  checkIn: returns<{ pubkey: string | null; changed: boolean }>()(['listens', boolean]),
};

const tabId = ['tab', integer(0, 0x7fff_ffff)] as const;
const origin = ['origin', string(500)] as const;
const pubkey = ['account', hex32] as const;
const password = ['password', string(1_000)] as const;
const nickname = ['name', optional(string(100))] as const;
/** The account may be here already, as one that can do less: it takes that one's place. */
const upgrade = ['upgrade', optional(boolean)] as const;

const keyPassword = ['password of the key', string(1_000)] as const;
const words = ['words', string(2_000)] as const;
const passphrase = ['passphrase', optional(string(1_000))] as const;
const accountIndex = integer(0, 0x7fff_ffff);
/** What was pasted or is in a file; its own limit says more than this one. */
const exported = ['export', string(4_000_000)] as const;

/** What Facet's own pages may ask. Commands resolve to the snapshot after them. */
export const uiApi = {
  getSnapshot: returns<Snapshot>()(),
  getTab: returns<TabView>()(tabId),

  createVault: returns<Snapshot>()(password),
  unlock: returns<Snapshot>()(password),
  lock: returns<Snapshot>()(),

  /** An nsec or 64 hex digits. */
  addSecretKey: returns<Snapshot>()(['key', string(500)], nickname, upgrade),
  generateAccount: returns<Snapshot>()(nickname),
  /** An npub, an nprofile or 64 hex digits of a public key: to look at, not to sign with. */
  addWatchOnly: returns<Snapshot>()(['key', string(2_000)], nickname),
  /** An ncryptsec (NIP-49) with the password that it was made with. */
  addNcryptsec: returns<Snapshot>()(['key', string(500)], keyPassword, nickname, upgrade),
  /** Who these seed words are (NIP-06): `count` accounts from index `first`. Nothing is stored. */
  previewSeedWords: returns<SeedPreview>()(
    words,
    passphrase,
    ['first', accountIndex],
    ['count', integer(1, 50)],
  ),
  /** What the person's relays know of pubkeys that may become accounts; within three seconds. */
  findProfiles: returns<FoundProfile[]>()(['accounts', list(hex32, 50)]),
  /** Adds accounts of seed words by their indexes; the words are forgotten. */
  addSeedWords: returns<Snapshot>()(words, passphrase, ['accounts', list(accountIndex, 200)], upgrade),
  /** The pubkey behind an address like `alice@example.com`, asked of its domain (NIP-05). */
  findAddress: returns<{ pubkey: string }>()(['address', string(320)]),
  /** What is in another signer's export or in a list of keys. Nothing is stored. */
  previewImport: returns<ImportPreview>()(exported),
  /** Adds the lines at these places, all of them or none; one import at a time. */
  importAccounts: returns<ImportResult>()(
    exported,
    ['lines', list(integer(0, 10_000), 10_000)],
    ['password of the keys', optional(string(1_000))],
    upgrade,
  ),
  /** Ends the import that is under way, with nothing added; too late once it is saved. */
  cancelImport: returns<Snapshot>()(),
  /** Scope `tab` and `site` count for the website in that tab; without one, and for `all`, the tab is ignored. */
  switchAccount: returns<Snapshot>()(
    pubkey,
    ['scope', oneOf('tab', 'site', 'all')],
    ['tab', optional(tabId[1])],
  ),
  setSiteAccount: returns<Snapshot>()(origin, pubkey),
  renameAccount: returns<Snapshot>()(pubkey, nickname),
  setNote: returns<Snapshot>()(pubkey, ['note', optional(string(2_000))]),
  recolorAccount: returns<Snapshot>()(pubkey, ['colour', oneOf(...ACCENTS)]),
  /** All accounts, in the new order. */
  reorderAccounts: returns<Snapshot>()(['accounts', list(hex32, 10_000)]),
  logout: returns<Snapshot>()(pubkey),
  logoutAll: returns<Snapshot>()(),
  /** The key as ncryptsec (NIP-49) under the vault's password, which is asked again. */
  exportAccount: returns<{ ncryptsec: string }>()(pubkey, password),

  removeRule: returns<Snapshot>()(['rule', string(100)]),
  disconnectSite: returns<Snapshot>()(origin),
  setRelays: returns<Snapshot>()(['relays', list(string(500), 20)]),
  setAutoLock: returns<Snapshot>()(['minutes', integer(1, 10_080)]),

  getPrompts: returns<PromptView[]>()(),
  answerPrompt: returns<Snapshot>()(
    ['prompt', string(100)],
    ['digest', string(100)],
    ['answer', promptAnswer],
  ),
  /** Brings the window with the waiting requests to the front, or opens it. */
  showPrompts: returns<Snapshot>()(),
};

export type PageApi = typeof pageApi;
export type UiApi = typeof uiApi;

type ArgsOf<M> = M extends Method<infer Args, unknown> ? Args : never;
type ResultOf<M> = M extends { readonly result?: infer Result } ? Exclude<Result, undefined> : never;

/** `[a, b?]` for a tuple whose last members may be undefined. */
type Loose<Args extends unknown[]> = Args extends [...infer Head, infer Last]
  ? undefined extends Last
    ? Loose<Head> extends infer Front extends unknown[]
      ? [...Front, last?: Last]
      : never
    : Args
  : Args;

/** The caller's side of an api. */
export type Client<A> = { [K in keyof A]: (...args: Loose<ArgsOf<A[K]>>) => Promise<ResultOf<A[K]>> };

/** The worker's side: one function per method; a missing one does not compile. */
export type Handlers<A, Caller> = {
  [K in keyof A]: (caller: Caller, ...args: ArgsOf<A[K]>) => Promise<ResultOf<A[K]>> | ResultOf<A[K]>;
};
