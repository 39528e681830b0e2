/** What is said about a backup file before and after it is used; what is in it never reaches a page but its names. */
import type { Accent } from '../nostr/avatar';
import { boolean, object, type Parser } from './parse';
import type { AccountKind } from './snapshot';

/** The longest backup that is read, in characters. */
export const MAX_BACKUP = 16 * 1024 * 1024;

/** A file to be saved by the page. */
export interface BackupText {
  name: string;
  text: string;
}

/** An account of a backup; `name` is what it was called when the backup was made. */
export interface BackupAccountView {
  pubkey: string;
  npub: string;
  name: string;
  kind: AccountKind;
  accent: Accent;
}

/** What restoring would do with an account: add it, nothing as it is here, or give it the key it lacks here. */
export type BackupStatus = 'new' | 'here' | 'upgrade';

/** What is in a backup, before anything of it is taken. */
export interface BackupPreview {
  createdAt: number;
  accounts: (BackupAccountView & { status: BackupStatus })[];
  /** Accounts of a kind that this Facet does not know; they stay in the file. */
  strangers: number;
  /** Permission rules that still hold, and sites. */
  rules: number;
  sites: number;
  /** Earlier copies of profiles and lists. */
  copies: number;
}

/** What a restore has brought back; what was here already is not counted. */
export interface RestoreReport {
  /** Accounts that are new here. */
  added: number;
  /** Accounts that were here and got their key. */
  upgraded: number;
  rules: number;
  sites: number;
  /** Pairs of accounts that may be seen together. */
  pairs: number;
  blocks: number;
  copies: number;
  settings: boolean;
  /** On which sites Facet appears. */
  appearance: boolean;
  /** With which client `nostr:` links are opened. */
  links: boolean;
}

/** What a restore drill found; `good`: the key in the file is the account's key, `none`: there is none to be there. */
export interface BackupCheck {
  createdAt: number;
  accounts: (BackupAccountView & { key: 'good' | 'bad' | 'none' })[];
  strangers: number;
  /** Pubkeys of accounts of this Facet that the file would not bring back as they are. */
  missing: string[];
}

/** What of a backup is taken besides accounts. */
export interface RestoreChoice {
  settings: boolean;
  rules: boolean;
  copies: boolean;
}

export const restoreChoice: Parser<RestoreChoice> = object<RestoreChoice>({
  settings: boolean,
  rules: boolean,
  copies: boolean,
});
