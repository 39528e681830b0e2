/** What Facet's own pages may ask. */
import { activityFilter, RETENTIONS, type ActivityPage } from './activity';
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
  versionText,
} from './parse';
import {
  MAX_BACKUP,
  restoreChoice,
  type BackupCheck,
  type BackupPreview,
  type BackupText,
  type RestoreReport,
} from './backup';
import type { Diagnosis } from './diagnosis';
import type { FoundProfile, ImportPreview, ImportResult, SeedPreview } from './imports';
import { MOST_PICTURES, type PictureView } from './pictures';
import { givenAnswer, promptAnswer, shownPrompt, type Peeked, type PromptView } from './prompt';
import { askedView, ruleDraft, type Forecast, type SiteForecast } from './rules';
import type { HistoryPlace, PrivateDiff, Replacement, RestorePlan } from './replace';
import { SIGN_IN_ANSWERS } from './sign-ins';
import { CHOICES, type RemoteFound, type Snapshot, type TabView } from './snapshot';
import { ACCENTS } from '../nostr/avatar';

import { returns } from './method';
import { publishingApi } from './publishing-api';

const tabId = ['tab', integer(0, 0x7fff_ffff)] as const;
const origin = ['origin', string(500)] as const;
const isPrivate = ['private', optional(boolean)] as const;
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

/** A prompt as it was shown, and the account that would act. */
const shown = [['prompt', string(100)], ['digest', string(100)], pubkey] as const;

/** What Facet's own pages may ask. Commands resolve to the snapshot after them. */
export const uiApi = {
  getSnapshot: returns<Snapshot>()(),
  getTab: returns<TabView>()(tabId),
  diagnose: returns<Diagnosis>()(tabId),

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
  /** Whether this account has connections to relays of its own, so that none sees it together with another. */
  setApart: returns<Snapshot>()(pubkey, ['apart', boolean]),
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
  restoreBackup: returns<{ report: RestoreReport; snapshot: Snapshot }>()(
    backup,
    password,
    ['accounts', list(hex32, 10_000)],
    ['choice', restoreChoice],
  ),
  /** Opens everything and takes nothing: accounts found with their key count as backed up. */
  checkBackup: returns<BackupCheck>()(backup, password),

  /** These two may not be seen together any more: what would link them is warned of again. */
  forgetPair: returns<Snapshot>()(pubkey, ['other account', hex32]),
  /** Throws `invalid` for a rule that could never decide anything, or would allow what is asked about every time. */
  saveRule: returns<Snapshot>()(['rule', ruleDraft]),
  pauseRule: returns<Snapshot>()(['rule', string(100)], ['paused', boolean]),
  removeRule: returns<Snapshot>()(['rule', string(100)]),
  /** What this site could do now, by account: those that rules are about, and the one that it gets; or what bars it. */
  forecastSite: returns<SiteForecast>()(origin),
  /** What would come of it if a site asked this now, in windows that are not private. Nothing is asked. */
  wouldAsk: returns<Forecast>()(['question', askedView]),
  disconnectSite: returns<Snapshot>()(origin),
  /** Whether Facet shows itself on chosen sites alone. Those that it is connected with are chosen then. */
  setOnlyChosen: returns<Snapshot>()(['only on chosen sites', boolean]),
  /** Whether Facet shows itself on this site; open pages have to be loaded again. */
  setAppears: returns<Snapshot>()(origin, ['appears', boolean]),
  /** Who serves this site: `facet` stays in the place of other extensions, `other` hides Facet there. */
  chooseSigner: returns<Snapshot>()(origin, ['signer', oneOf('facet', 'other')]),
  /** With which client `nostr:` links are opened, one of the list; nothing: the person is asked. A link that waits is opened. */
  setLinkClient: returns<Snapshot>()(['client', optional(string(500))]),
  /** An https address with `{}` or `%s` where the NIP-19 text goes. */
  addLinkClient: returns<Snapshot>()(['client', string(500)]),
  removeLinkClient: returns<Snapshot>()(['client', string(500)]),
  /** The link that was clicked before a client was chosen. */
  getWaitingLink: returns<string | null>()(),
  /** Refuses whatever a site asks, until then (ms) or for good; what it has asked is rejected. `private`: in such windows. */
  blockSite: returns<Snapshot>()(origin, ['until', optional(integer(0, Number.MAX_SAFE_INTEGER))], isPrivate),
  unblockSite: returns<Snapshot>()(origin, isPrivate),
  /**
   * Whether an account signs in to this relay where it wants that; it need not be in any list. `once`: as long as the
   * connection lasts. Throws `unsupported` where the account cannot sign, or not without its password.
   */
  setSignIn: returns<Snapshot>()(pubkey, ['relay', string(500)], ['answer', oneOf(...SIGN_IN_ANSWERS)]),
  setRelays: returns<Snapshot>()(['relays', list(string(500), 20)]),
  /** Minutes without a click or key; 0: not by time, only when the browser closes. */
  setAutoLock: returns<Snapshot>()(['minutes', integer(0, 10_080)], ['password', optional(string(1_000))]),

  /** Whether pictures of profiles are fetched and shown; if not, those that are kept go. */
  setPictures: returns<Snapshot>()(['pictures', boolean]),
  /** Whether the popup's first steps were seen; if not, it shows them. */
  setToured: returns<Snapshot>()(['toured', boolean]),
  /** The person has seen the news of this version and of all before it. */
  setNewsSeen: returns<Snapshot>()(['version', versionText]),
  /** Those of the accounts' pictures that are kept. */
  getPictures: returns<PictureView[]>()(['accounts', list(hex32, MOST_PICTURES)]),
  /** The picture of an account, from its server if that is due; null where there is none. It may take seconds. */
  fetchPicture: returns<PictureView | null>()(pubkey),

  ...publishingApi,

  /** Lines of the log, newest first; `next` of a page is where the next one begins. */
  getActivity: returns<ActivityPage>()(['filter', activityFilter], ['page', optional(string(50))]),
  /** All lines that fit, as JSON for a file. */
  exportActivity: returns<{ name: string; text: string }>()(['filter', activityFilter]),
  /** For how many days lines are kept; 0 deletes them all and keeps none. */
  setActivity: returns<Snapshot>()(['days', oneOfNumbers(RETENTIONS)]),
  /** Removes the rule that decided this line or came of it, if there still is one: the site asks again. */
  undoActivity: returns<Snapshot>()(['line', string(100)]),
  /** Asks the relays of the account to delete the event of this line (NIP-09). Password as for `publishEvents`. */
  requestDeletion: returns<Snapshot>()(['line', string(100)], ['password', optional(password[1])]),

  /** The earlier copies of what this account published and can replace: its profile, its lists. */
  getHistory: returns<HistoryPlace[]>()(pubkey),
  /** What putting this copy back would change; relays are asked first for what is there now, three seconds at most. */
  planRestore: returns<RestorePlan>()(pubkey, ['copy', hex32]),
  /**
   * Signs this copy anew and publishes it, now or later. `base` is the newest copy that it was compared with; if
   * another one is known, it throws `invalid`. The password is for accounts that always ask it.
   */
  restoreCopy: returns<Snapshot>()(
    pubkey,
    ['copy', hex32],
    ['base', hex32],
    ['password', optional(password[1])],
  ),

  getPrompts: returns<PromptView[]>()(),
  answerPrompt: returns<Snapshot>()(
    ['prompt', string(100)],
    ['digest', string(100)],
    ['answer', promptAnswer],
    ['password', optional(password[1])],
  ),
  /** What the event of this prompt would replace if this account signs it; `wait`: once relays have answered. */
  getReplacement: returns<Replacement>()(...shown, ['wait', boolean]),
  /** Decrypts the private parts of both lists, for the eyes of the person alone. The password as for `restoreCopy`. */
  comparePrivate: returns<PrivateDiff>()(...shown, ['password', optional(password[1])]),
  /** Answers requests that are shown together, all of them or none; the password is asked once. */
  answerPrompts: returns<Snapshot>()(
    ['answers', list(givenAnswer, 100)],
    ['password', optional(password[1])],
  ),
  /** Decrypts messages for the person alone, before their site may have them. Nothing of it is kept. */
  peekPrompts: returns<Peeked[]>()(['prompts', list(shownPrompt, 100)], ['password', optional(password[1])]),
  /** What this window has shown of what waits: closing it is a no to no more than that. */
  notePrompts: returns<null>()(['prompts', list(string(100), 2_100)]),
  /** Closes the window, unless something waits for it. */
  closePrompts: returns<Snapshot>()(),
  /** Puts off everything that waits and closes the window; it waits on, and is seen again by `showPrompts`. */
  postponePrompts: returns<Snapshot>()(),
  /** Brings the window with the waiting requests to the front, or opens it. */
  showPrompts: returns<Snapshot>()(),
};
