/**
 * What Facet's own pages know: plain JSON without secrets, made by the worker, applied whole by the pages.
 * Times named `…At` are milliseconds since 1970; `created_at` is seconds, as in the NIPs.
 */
import type { Accent } from '../nostr/avatar';
import type { TextClass } from '../nostr/plaintext';
import type { Retention } from './activity';
import type { Appearance } from './appearance';
import type { Holds } from './property';
import type { OutboxView, RelayView } from './relays';
import type { SignInView } from './sign-ins';

/** `empty`: no password chosen yet; `locked`: nothing is known until it is typed. */
export type VaultStatus = 'empty' | 'locked' | 'unlocked';

/** How an account signs; later kinds join here. */
export type AccountKind = 'secret-key' | 'remote' | 'watch-only';

/** A remote signer (NIP-46): who and where it is, and how it is now. */
export interface RemoteView {
  /** `waiting`: something there waits for the person's approval. */
  state: 'connecting' | 'connected' | 'waiting' | 'offline';
  since?: number;
  /** The https page of the approval; opened on a click and never otherwise. */
  authUrl?: string;
  signerPubkey: string;
  signerNpub: string;
  relays: string[];
  /** What it was asked to allow. */
  perms: string[];
}

/** A remote signer that has answered and is not an account yet. */
export interface RemoteFound {
  /** The account it signs as. */
  pubkey: string;
  signerNpub: string;
}

/** The parts of a kind 0 profile that are shown (NIP-01, NIP-24). All of it is the author's own claim. */
export interface ProfileView {
  name?: string;
  picture?: string;
  nip05?: string;
}

/** One logged-in account. `follows` and `mutes` are counts, absent until a relay or the disk has told them. */
export interface AccountView {
  pubkey: string;
  npub: string;
  kind: AccountKind;
  /** What to call it: nickname, else profile name, else the shortened npub. Never empty. */
  name: string;
  nickname?: string;
  /** The person's own words about it, seen by nobody else. */
  note?: string;
  accent: Accent;
  profile: ProfileView;
  follows?: number;
  mutes?: number;
  /** When relays last told all they had of it; absent before one has. */
  heardAt?: number;
  /** There are more mutes, in a private part that was not or cannot be read. Absent: these are all. */
  mutesAtLeast?: true;
  /** Only for kind `remote`. */
  remote?: RemoteView;
  /** Nothing would be lost with this device: another copy of the key was seen, or there is no key here. */
  backedUp: boolean;
  /** Whatever it does asks the password, and no rule is enough. Absent: no. */
  stepUp?: true;
  /** Stands before the others. Absent: no. */
  favourite?: true;
  /** The shortcuts for the next and the previous account pass over it. Absent: no. */
  notInCycle?: true;
  /** No relay is to see it together with another account. Absent: it shares its connections. */
  apart?: true;
  usedAt: number;
}

/** A stored permission rule, exactly as the policy matches it. */
export interface RuleView {
  id: string;
  pubkey: string;
  origin: string;
  method: RuleMethod;
  /** Only for `signEvent`. */
  kind?: number;
  /** Only for signing in to a relay (kind 22242): which one. */
  relay?: string;
  /** Only for signing in to a web server (kind 27235): method and URL of the request. */
  url?: string;
  /** Only for encryption: the other party's pubkey. */
  peer?: string;
  /** Only for nip44.decrypt: of texts of this class alone; never `other`. Absent: whatever the text is. */
  class?: TextClass;
  effect: 'allow' | 'deny';
  createdAt: number;
  /** Absent: until removed, or until the browser closes. */
  expiresAt?: number;
  /** It ends when the browser does. */
  untilRestart?: true;
  /** It says nothing until it is taken up again. */
  paused?: true;
}

/** The methods that a rule can be about. `connect` is: this origin may know this pubkey. */
export const RULE_METHODS = [
  'connect',
  'signEvent',
  'nip04.encrypt',
  'nip04.decrypt',
  'nip44.encrypt',
  'nip44.decrypt',
] as const;

export type RuleMethod = (typeof RULE_METHODS)[number];

/** A site that is connected or pinned. */
export interface SiteView {
  origin: string;
  /** The account pinned to this origin; absent: it follows the current account. */
  pubkey?: string;
  usedAt: number;
  rules: RuleView[];
  /**
   * Whom it could link with an account that it goes on as: it may know them, or was told and may remember. Empty where
   * it may know nobody: then it has to ask.
   */
  knows: string[];
  /** After a switch the person is not asked whether to reload its pages. Absent: they are. */
  noReloadOffer?: true;
  /** Absent: it is not blocked. */
  blocked?: Block;
}

/** A page request that waits for the person. While locked nothing but its origin is known. */
export interface PendingView {
  id: string;
  origin: string;
  /** The page is in a private window, and is named there alone. */
  isPrivate?: true;
  /** The person wants to be told later: no window shows it. */
  later?: true;
  /** This website was rejected again and again within a minute: it may be blocked. */
  flooding?: true;
}

/** A website that is answered no at once and asks nobody, until then or for good. */
export interface Block {
  since: number;
  until?: number;
}

/** A passkey that opens the vault. What a page needs to ask it is base64url, and no secret. */
export interface PasskeyView {
  id: string;
  credentialId: string;
  salt: string;
  /** Absent: the person gave it none. */
  name?: string;
  addedAt: number;
}

export interface SettingsView {
  /** Read by every account: profile, follows and mutes come from here. */
  relays: string[];
  /** 0: not by time, only when the browser closes. */
  autoLockMinutes: number;
  /** For how many days the activity log is kept; 0: there is none. Absent: as where nothing was chosen. */
  activityDays?: Retention;
  /** Pictures of profiles are fetched and shown. Absent: gems alone. */
  pictures?: true;
  /** The person has seen the popup's first steps, or did not want them. Absent: they are shown. */
  toured?: true;
  /** The version of Facet whose news the person has seen, or had at the start. Absent: that of the first release. */
  newsSeen?: string;
}

/** With which client `nostr:` links are opened: a template of the list or of the person's own, or left to the browser. */
export interface LinksView {
  /** Absent: the person is asked. */
  client?: string;
  own: string[];
}

/** How many keys of how many are open. */
export interface ImportProgress {
  done: number;
  total: number;
}

/** Everything the pages render. While locked or empty all lists but `passkeys` are empty, and `current` is absent. */
export interface Snapshot {
  vault: VaultStatus;
  accounts: AccountView[];
  current?: string;
  sites: SiteView[];
  pending: PendingView[];
  relays: RelayView[];
  /** Nothing can be heard of: `machine` without a network, `relays` where none that was tried answers. Absent: it can. */
  offline?: 'machine' | 'relays';
  /** What Facet itself has yet to publish, oldest first. */
  outbox: OutboxView[];
  settings: SettingsView;
  /** Two accounts each that may be seen together, in the order of their pubkeys. */
  pairs: [string, string][];
  /** Where accounts sign in, or never do. Absent: nothing was said yet. */
  signIns?: SignInView[];
  /** By relay, as `toAuthRelay` names it: those of the accounts that it has seen sign in. Absent: none has. */
  signedIn?: Record<string, string[]>;
  /** Absent: the person is asked at the first link. */
  links?: LinksView;
  /** Absent: Facet shows itself on every site. */
  appearance?: Appearance;
  passkeys: PasskeyView[];
  /** Wrong passwords are slowed down: no try before this time. */
  retryAt?: number;
  /** A remote signer that is being added; `authUrl` is the https page where it waits for an approval. */
  connecting?: { authUrl?: string };
  /** An import is under way. */
  importing?: ImportProgress;
}

/** Where an account can be chosen for a tab, the narrowest first; a choice counts where no narrower one is made. */
export const CHOICES = ['tab', 'container', 'site'] as const;

export type Choice = (typeof CHOICES)[number];

/** Where a switch counts. */
export type Scope = Choice | 'all';

/** Who a tab's page gets, and why. `origin` is absent where no website can use Facet. */
export interface TabView {
  tabId: number;
  origin?: string;
  /** The account of the tab; absent while locked, empty, or without a website outside private windows. */
  pubkey?: string;
  reason: Choice | 'current';
  /** What is chosen in each place, whether or not it counts here. */
  choices: { [Place in Choice]?: string };
  /** The page may know `pubkey`. */
  connected: boolean;
  /** As in `SiteView`. */
  knows: string[];
  /** The account the page was last told, when it is another one. */
  told?: string;
  /** `told` is what an earlier document heard, and this one may remember: to load it anew would change nothing. */
  toldEarlier?: true;
  /** What this origin may do, in this kind of window; absent for a stranger. */
  site?: SiteView;
  /**
   * A website that Facet is kept away from, or is not on yet. `hidden`: it stays so until the person says otherwise;
   * `open`: but the page that is open still has it. With neither but the origin it comes when the page is loaded again.
   */
  absent?: { origin: string; hidden?: true; open?: true };
  /** Who holds `window.nostr` on the page; absent: Facet, and no other signer was found. */
  holds?: Holds;
  /** The tab is in a Firefox container. */
  inContainer?: true;
  /** The tab is in a private window: what is chosen there counts in such windows alone, and is forgotten with them. */
  isPrivate?: true;
  /** Only in a private window: the account there where none is chosen; elsewhere that is the snapshot's. */
  current?: string;
}
