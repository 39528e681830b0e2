/** What Facet's own pages and the worker tell each other about keys that come in. No secret but what was typed. */
import type { AccountKind, ProfileView, Snapshot } from './snapshot';

/** Who wrote a file. */
export type ImportSource = 'nos2x-fox' | 'keys-band' | 'gooti' | 'list';

/** Why a line cannot be used. `hex`: 64 digits that may be a private or a public key. `empty`: no key in it. */
export type Unreadable = 'typo' | 'hex' | 'empty' | 'unknown';

/**
 * What a line would be. `upgrade`: it is here as one that can do less. `twin`: another line is the same account.
 * `sealed`: only its password tells.
 */
export type ImportStatus = 'new' | 'here' | 'upgrade' | 'twin' | 'sealed' | 'unreadable';

/** One line of what would be imported. */
export interface ImportRow {
  status: ImportStatus;
  pubkey?: string;
  name?: string;
  kind?: AccountKind;
  why?: Unreadable;
}

export interface ImportPreview {
  from: ImportSource;
  rows: ImportRow[];
  /** There are permissions in it, which do not come along. */
  hasRules: boolean;
}

/** What came of an import. With `failed`, lines that the password does not open, nothing was added. */
export interface ImportResult {
  snapshot: Snapshot;
  added: string[];
  upgraded: string[];
  /** How many were here already. */
  here: number;
  failed: number[];
}

/** What relays know of a pubkey that is no account yet. `seenAt`: the time of its newest event, milliseconds. */
export interface FoundProfile extends ProfileView {
  pubkey: string;
  seenAt: number;
}

/** What is wrong with seed words; a word is named by its position, from 1. */
export type SeedProblem =
  { problem: 'count'; count: number } | { problem: 'word'; position: number } | { problem: 'checksum' };

/** Accounts of seed words by their index (NIP-06), or what is wrong with the words. */
export type SeedPreview = { accounts: { index: number; pubkey: string }[] } | SeedProblem;
