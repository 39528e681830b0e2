/** Keys and signed events of people who exist in tests only: every key is the hash of a label. */
import { createHash } from 'node:crypto';
import { finalizeEvent, getPublicKey } from 'nostr-tools/pure';
import type { NostrEvent } from '#lib/nostr/event';
import { toNewAccount, type NewAccount } from '#lib/sessions/new-account';

/** The secret key of a label, fresh bytes each time, as whoever takes them may wipe them. */
export const secretOf = (label: string): Uint8Array =>
  new Uint8Array(createHash('sha256').update(`facet test: ${label}`).digest());

/** The account of a label, as `sessions.add` takes it. */
export const newAccountOf = (label: string, nickname?: string): NewAccount =>
  toNewAccount(secretOf(label), { nickname });

export const hexOf = (label: string): string => Buffer.from(secretOf(label)).toString('hex');

export const pubkeyOf = (label: string): string => getPublicKey(secretOf(label));

/** An event signed by `label` with another implementation than Facet's, free of its verified mark. */
export function signAs(label: string, event: Partial<NostrEvent> = {}): NostrEvent {
  const { kind = 1, tags = [], content = '', created_at = 1_700_000_000 } = event;
  return fresh(finalizeEvent({ kind, tags, content, created_at }, secretOf(label)));
}

/** A copy as it would come over the wire: no symbols, no shared objects. */
export const fresh = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
