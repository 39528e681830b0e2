/** What is known of each account, on disk, sealed, so that names and counts are there before any relay is. */
import type { Database, SealedRecord } from '../storage/database';
import type { StoredAccount } from '../storage/state';
import { readRecord, sealRecord, toBytes } from '../vault/records';
import type { StateStore } from '../vault/state-store';
import type { Vault } from '../vault/vault';
import type { Summary } from './summary';

/** The id of the record that holds an account's summary. */
export const toSummaryRecordId = (account: Pick<StoredAccount, 'id'>): string => `${account.id}.summary`;

const toName = (account: StoredAccount) =>
  ({ id: toSummaryRecordId(account), type: 'feed', pubkey: account.pubkey }) as const;

export type Summaries = ReturnType<typeof createSummaries>;

export function createSummaries(database: Database, vault: Vault, store: StateStore) {
  let writes: Promise<void> = Promise.resolve();
  /** What is to be written, by the account's id: asked for right before, undefined for an account that is gone. */
  const waiting = new Map<string, { account: StoredAccount; getSummary: () => Summary | undefined }>();

  /** Accounts whose record is there and could not be read, by id: a newer Facet's is not written over. */
  const unreadable = new Set<string>();

  async function seal(): Promise<SealedRecord[]> {
    const due = [...waiting.values()];
    waiting.clear();
    if (vault.status !== 'unlocked') return [];
    const sealed = due.map(async ({ account, getSummary }) => {
      const summary = getSummary();
      if (!summary || unreadable.has(account.id)) return [];
      return [await sealRecord(vault.expectKeys(), { ...toName(account), generation: 0 }, toBytes(summary))];
    });
    return (await Promise.all(sealed)).flat();
  }

  return {
    /** What was kept; none where it cannot be read, because relays have it all again. */
    async load(account: StoredAccount): Promise<Summary | undefined> {
      try {
        const summary = await readRecord(database, vault.expectKeys(), toName(account));
        unreadable.delete(account.id);
        return summary as Summary | undefined;
      } catch {
        unreadable.add(account.id);
        return undefined;
      }
    },

    /** Keeps what is known in the background, what is known of many in one write. */
    keep(account: StoredAccount, getSummary: () => Summary | undefined): void {
      const isScheduled = waiting.size > 0;
      waiting.set(account.id, { account, getSummary });
      // a full disk loses a copy of public data, nothing else
      if (!isScheduled) writes = store.write(seal).catch(() => undefined);
    },

    /** Resolves when nothing is being written any more. */
    settled: (): Promise<void> => writes,
  };
}
