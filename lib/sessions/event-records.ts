/** The newest events of each account on disk, sealed, so that names and counts are there before any relay is. */
import type { NostrEvent } from '../nostr/event';
import type { Database } from '../storage/database';
import type { StoredAccount } from '../storage/state';
import { fromBytes, openRecord, sealRecord, toBytes } from '../vault/records';
import type { StateStore } from '../vault/state-store';
import type { Vault } from '../vault/vault';

/** The id of the record that holds an account's events. */
export const toEventRecordId = (account: Pick<StoredAccount, 'id'>): string => `${account.id}.events`;

const toName = (account: StoredAccount) =>
  ({ id: toEventRecordId(account), type: 'feed', pubkey: account.pubkey }) as const;

export type EventRecords = ReturnType<typeof createEventRecords>;

export function createEventRecords(database: Database, vault: Vault, store: StateStore) {
  let writes: Promise<void> = Promise.resolve();
  return {
    /** What was kept; an unreadable record counts as none, because relays have it all again. */
    async load(account: StoredAccount): Promise<NostrEvent[]> {
      try {
        const record = await database.get('records', toEventRecordId(account));
        if (!record) return [];
        return fromBytes(await openRecord(vault.expectKeys(), record, toName(account))) as NostrEvent[];
      } catch {
        return [];
      }
    },

    /** Keeps these events in the background; `isWanted` is asked right before, as the account may be gone by then. */
    keep(account: StoredAccount, events: NostrEvent[], isWanted: () => boolean): void {
      const make = async () => {
        if (vault.status !== 'unlocked' || !isWanted()) return [];
        return [await sealRecord(vault.expectKeys(), { ...toName(account), generation: 0 }, toBytes(events))];
      };
      writes = store.write(make).catch(() => undefined); // a full disk loses a copy of public data, nothing else
    },

    /** Resolves when nothing is being written any more. */
    settled: (): Promise<void> => writes,
  };
}
