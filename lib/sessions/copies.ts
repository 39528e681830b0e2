/**
 * Earlier copies of the replaceable events of each account, on disk, sealed: what a bad replacement took away can be
 * put back. Nothing is held in memory but what is about to be written.
 */
import type { NostrEvent } from '../nostr/event';
import { addCopies } from '../nostr/kept-copies';
import type { Database, SealedRecord } from '../storage/database';
import type { StoredAccount } from '../storage/state';
import { fromBytes, openRecord, sealRecord, toBytes } from '../vault/records';
import type { StateStore } from '../vault/state-store';
import type { Vault } from '../vault/vault';

/** The id of the record that holds an account's copies. */
export const toCopiesRecordId = (account: Pick<StoredAccount, 'id'>): string => `${account.id}.copies`;

const toName = (account: StoredAccount) =>
  ({ id: toCopiesRecordId(account), type: 'feed', pubkey: account.pubkey }) as const;

export type Copies = ReturnType<typeof createCopies>;

export function createCopies(database: Database, vault: Vault, store: StateStore) {
  let writes: Promise<void> = Promise.resolve();
  /** What is to be kept of each account and not written yet, by the account's id. */
  const waiting = new Map<string, NostrEvent[]>();

  /** An unreadable record counts as none. */
  async function read(account: StoredAccount): Promise<NostrEvent[]> {
    try {
      const record = await database.get('records', toCopiesRecordId(account));
      if (!record) return [];
      return fromBytes(await openRecord(vault.expectKeys(), record, toName(account))) as NostrEvent[];
    } catch {
      return [];
    }
  }

  /** The record in which an account keeps these too, beside what it keeps already. */
  const seal = (account: StoredAccount, held: readonly NostrEvent[], more: readonly NostrEvent[]) =>
    sealRecord(vault.expectKeys(), { ...toName(account), generation: 0 }, toBytes(addCopies(held, more)));

  return {
    /** The record that keeps these verified events too, for a change of the state to write along with it. */
    join: async (account: StoredAccount, events: readonly NostrEvent[]): Promise<SealedRecord> =>
      seal(account, await read(account), events),

    /** What is kept of an account, with what is about to be. */
    async load(account: StoredAccount): Promise<NostrEvent[]> {
      await writes;
      const held = await read(account);
      const fresh = waiting.get(account.id);
      return fresh ? addCopies(held, fresh) : held;
    },

    /** Keeps verified events of an account in the background, many at once in one write. */
    keep(account: StoredAccount, events: readonly NostrEvent[], isWanted: () => boolean): void {
      const isScheduled = waiting.has(account.id);
      waiting.set(account.id, [...(waiting.get(account.id) ?? []), ...events]);
      if (isScheduled) return;
      const make = async () => {
        const held = vault.status === 'unlocked' && isWanted() ? await read(account) : undefined;
        const fresh = waiting.get(account.id) ?? [];
        waiting.delete(account.id);
        if (!held || fresh.every(({ id }) => held.some((copy) => copy.id === id))) return [];
        return [await seal(account, held, fresh)];
      };
      writes = store.write(make).catch(() => undefined); // a full disk or a lock: a spare copy is lost, nothing else
    },

    /** Resolves when nothing is being written any more. */
    settled: (): Promise<void> => writes,
  };
}
