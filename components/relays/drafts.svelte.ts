/**
 * What the person has changed in lists of relays and not published: kept by the page while it is open, so that a look
 * at another account or section loses nothing.
 */
import type { RelayUse, RelayWishes } from '#lib/nostr/relay-lists';

const drafts = $state<Record<string, Record<string, RelayUse>>>({});

const toKey = (pubkey: string, kind: number): string => `${pubkey} ${kind}`;

/** What is wanted of the relays of a list. */
export const getWishes = (pubkey: string, kind: number): RelayWishes => drafts[toKey(pubkey, kind)] ?? {};

/** Wants this use of a relay. */
export function wish(pubkey: string, kind: number, url: string, use: RelayUse): void {
  const key = toKey(pubkey, kind);
  drafts[key] = { ...drafts[key], [url]: use };
}

/** Wants nothing of a relay any more, or of any relay of the list. */
export function unwish(pubkey: string, kind: number, url?: string): void {
  const { [url ?? '']: _, ...rest } = drafts[toKey(pubkey, kind)] ?? {};
  drafts[toKey(pubkey, kind)] = url === undefined ? {} : rest;
}

/** Forgets everything, as the lock does. */
export function forgetDrafts(): void {
  for (const key of Object.keys(drafts)) delete drafts[key];
}
