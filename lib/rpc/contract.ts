/**
 * The one contract: what may be asked of the worker, by whom, and what comes back.
 * `pageApi` is the zone of web pages, `uiApi` the zone of Facet's own pages; they never mix.
 * Adding a method is one line here, one handler in entrypoints/background, one test.
 */
import { eventDraft, MAX_TEXT, type NostrEvent } from '../nostr/event';
import {
  base64url,
  boolean,
  hex32,
  integer,
  list,
  object,
  oneOf,
  oneOfNumbers,
  optional,
  string,
  type Parser,
} from './parse';
import { activityFilter, RETENTIONS, type ActivityPage } from './activity';
import { MAX_BACKUP, restoreChoice, type BackupCheck, type BackupPreview, type BackupText } from './backup';
import type { FoundProfile, ImportPreview, ImportResult, SeedPreview } from './imports';
import { promptAnswer, type PromptView } from './prompt';
import { CHOICES, type ProfileBase, type RemoteFound, type Snapshot, type TabView } from './snapshot';
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

/** What any web page may ask. Beyond NIP-07 only the content script's own two, which never prompt. */
export const pageApi = {
  ...nip07,
  /**
   * What this page may know without asking, and whether it believes something else. `listens`: it has an
   * `accountChanged` listener, so what comes back counts as told.
   */
  checkIn: returns<{ pubkey: string | null; changed: boolean }>()(['listens', boolean]),
  /** This page is in front of a person now: its tab's toolbar button is to show who they are here. Tells it nothing. */
  arrive: returns<true>()(),
};

const tabId = ['tab', integer(0, 0x7fff_ffff)] as const;
const origin = ['origin', string(500)] as const;
const pubkey = ['account', hex32] as const;
const password = ['password', string(1_000)] as const;
/** A passkey that was just made: public, but for the secret it made of its salt. */
const newPasskey = object({
  credentialId: base64url(1, 1_023),
  salt: base64url(32),
  secret: base64url(32),
  name: optional(string(100)),
});
const nickname = ['name', optional(string(100))] as const;
/** A site may learn that its account and this one are one person's: this once, or wherever these two are from now on. */
const together = ['together', optional(oneOf('once', 'always'))] as const;
/** The text of a backup file. */
const backup = ['backup', string(MAX_BACKUP)] as const;
/** The account may be here already, as one that can do less: it takes that one's place. */
const upgrade = ['upgrade', optional(boolean)] as const;

/** What a remote signer is asked to allow, in the words of NIP-46: `sign_event`, `sign_event:1`, `nip44_decrypt`. */
const perms = ['permissions', list(string(100), 50)] as const;
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
  /** One of the passkeys of the snapshot, and what it made of its salt. */
  unlockWithPasskey: returns<Snapshot>()(['passkey', string(100)], ['secret', base64url(32)]),
  /** The old password, then the new one. Passkeys go. */
  changePassword: returns<Snapshot>()(password, ['new password', string(1_000)]),
  /** Whether this is the password; rejects with `denied` or `busy` when it is not. */
  confirmPassword: returns<Snapshot>()(password),
  addPasskey: returns<Snapshot>()(password, ['passkey', newPasskey]),
  removePasskey: returns<Snapshot>()(['passkey', string(100)]),
  /** Deletes everything: accounts, rules, settings, the password itself. */
  wipe: returns<Snapshot>()(password),

  /** An nsec or 64 hex digits. */
  addSecretKey: returns<Snapshot>()(['key', string(500)], nickname, upgrade),
  generateAccount: returns<Snapshot>()(nickname),
  /** An npub, an nprofile or 64 hex digits of a public key: to look at, not to sign with. */
  addWatchOnly: returns<Snapshot>()(['key', string(2_000)], nickname),
  /** Whose an ncryptsec (NIP-49) is. Nothing is stored. */
  findNcryptsec: returns<{ pubkey: string }>()(['key', string(500)], keyPassword),
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

  /** Connects to a remote signer by bunker URL or bunker name; it may take minutes. It is then there to be added. */
  connectBunker: returns<RemoteFound>()(['address', string(10_000)], perms),
  /** A nostrconnect URL for a remote signer to accept, until then (ms); its secret is for the person alone. */
  inviteSigner: returns<{ uri: string; expiresAt: number }>()(perms),
  /** The remote signer that accepts the invitation; it may take minutes. It is then there to be added. */
  meetSigner: returns<RemoteFound>()(),
  /** Adds the account of the remote signer that is connected. */
  addRemote: returns<Snapshot>()(nickname, upgrade),
  /** Gives up a remote signer that has not been added. */
  cancelRemote: returns<Snapshot>()(),
  /** Opens the connection to an account's remote signer anew. */
  reconnectRemote: returns<Snapshot>()(pubkey),

  /**
   * Scope `tab`, `container` and `site` count for the website in that tab; without one they throw `invalid`, as a
   * narrow choice must not become a wide one. `all` is all private windows where the tab is in such a one. A site that knows other accounts, and not this one, is
   * told of it only if they may be seen together, or `together` says so; else it has to ask, as a stranger does.
   */
  switchAccount: returns<Snapshot>()(
    pubkey,
    ['scope', oneOf(...CHOICES, 'all')],
    ['tab', optional(tabId[1])],
    together,
  ),
  /** Ends the choice for this tab, its container or its site: the next place counts. */
  clearChoice: returns<Snapshot>()(['choice', oneOf(...CHOICES)], tabId),
  /** As `switchAccount` for a site, in windows that are not private. */
  setSiteAccount: returns<Snapshot>()(origin, pubkey, together),
  /** Whether the person is asked, after a switch, to reload pages of this site that still believe in another account. */
  setReloadOffer: returns<Snapshot>()(origin, ['offer', boolean]),
  setFavourite: returns<Snapshot>()(pubkey, ['favourite', boolean]),
  /** Whether the shortcuts for the next and the previous account stop at this one. */
  setInCycle: returns<Snapshot>()(pubkey, ['in the cycle', boolean]),
  renameAccount: returns<Snapshot>()(pubkey, nickname),
  setNote: returns<Snapshot>()(pubkey, ['note', optional(string(2_000))]),
  recolorAccount: returns<Snapshot>()(pubkey, ['colour', oneOf(...ACCENTS)]),
  /** All accounts, in the new order; favourites come first all the same. */
  reorderAccounts: returns<Snapshot>()(['accounts', list(hex32, 10_000)]),
  /** Whether the password is asked for whatever this account does; it is asked before that ends. */
  setStepUp: returns<Snapshot>()(pubkey, ['step-up', boolean], ['password', optional(password[1])]),
  logout: returns<Snapshot>()(pubkey),
  logoutAll: returns<Snapshot>()(),
  /** The key as ncryptsec (NIP-49) under the vault's password, which is asked again. */
  exportAccount: returns<{ ncryptsec: string }>()(pubkey, password),
  /** The account counts as backed up when this ncryptsec and its password give its key. */
  checkNcryptsec: returns<Snapshot>()(pubkey, ['ncryptsec', string(1_000)], password),
  /** The key in clear, after the vault's password was asked again. */
  revealSecretKey: returns<{ nsec: string }>()(pubkey, password),

  /** Everything in one file, under the vault's password (asked again) or one of its own. */
  createBackup: returns<BackupText>()(password, ['password of the file', optional(string(1_000))]),
  readBackup: returns<BackupPreview>()(backup, password),
  /** Takes the named accounts and what was chosen besides, all of it or nothing. */
  restoreBackup: returns<Snapshot>()(
    backup,
    password,
    ['accounts', list(hex32, 10_000)],
    ['choice', restoreChoice],
  ),
  /** Opens everything and takes nothing: accounts found with their key count as backed up. */
  checkBackup: returns<BackupCheck>()(backup, password),

  /** These two may not be seen together any more: what would link them is warned of again. */
  forgetPair: returns<Snapshot>()(pubkey, ['other account', hex32]),
  removeRule: returns<Snapshot>()(['rule', string(100)]),
  disconnectSite: returns<Snapshot>()(origin),
  setRelays: returns<Snapshot>()(['relays', list(string(500), 20)]),
  /** Minutes without a click or key; 0: not by time, only when the browser closes. */
  setAutoLock: returns<Snapshot>()(['minutes', integer(0, 10_080)]),

  /** What an edit of the profile starts from: the newest known kind 0, and the relays it would go to. */
  getProfile: returns<ProfileBase>()(pubkey),
  /**
   * Signs these events of kind 0, 10002 or 10050 as they are and publishes them to these relays, now or later.
   * `base` is the id of the kind 0 that a new one was made from; if another one is known, it throws `invalid`.
   * The password is for accounts that always ask it.
   */
  publishEvents: returns<Snapshot>()(
    pubkey,
    ['events', list(eventDraft, 3)],
    ['relays', list(string(500), 20)],
    ['base', optional(hex32)],
    ['password', optional(password[1])],
  ),
  /** Asks the relays again that have not accepted this event. */
  retryPublishing: returns<Snapshot>()(['event', hex32]),
  dropPublishing: returns<Snapshot>()(['event', hex32]),

  /** Lines of the log, newest first; `next` of a page is where the next one begins. */
  getActivity: returns<ActivityPage>()(['filter', activityFilter], ['page', optional(string(50))]),
  /** All lines that fit, as JSON for a file. */
  exportActivity: returns<{ name: string; text: string }>()(['filter', activityFilter]),
  /** For how many days lines are kept; 0 deletes them all and keeps none. */
  setActivity: returns<Snapshot>()(['days', oneOfNumbers(RETENTIONS)]),
  /** Removes the rule that decided this line, if there still is one: the site asks again. */
  undoActivity: returns<Snapshot>()(['line', string(100)]),
  /** Asks the relays of the account to delete the event of this line (NIP-09). Password as for `publishEvents`. */
  requestDeletion: returns<Snapshot>()(['line', string(100)], ['password', optional(password[1])]),

  getPrompts: returns<PromptView[]>()(),
  answerPrompt: returns<Snapshot>()(
    ['prompt', string(100)],
    ['digest', string(100)],
    ['answer', promptAnswer],
    ['password', optional(password[1])],
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
