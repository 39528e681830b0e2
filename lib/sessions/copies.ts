/**
 * Earlier copies of the replaceable events of each account, on disk, sealed: what a bad replacement took away can be
 * put back. Nothing is held in memory but what is about to be written, and what cannot be.
 */
import type { NostrEvent } from '../nostr/event';
import { addCopies } from '../nostr/kept-copies';
import type { Database, SealedRecord } from '../storage/database';
import type { StoredAccount } from '../storage/state';
import { readRecord, sealRecord, toBytes } from '../vault/records';
import type { StateStore } from '../vault/state-store';
import type { Vault } from '../vault/vault';

/** The id of the record that holds an account's copies. */
export const toCopiesRecordId = (account: Pick<StoredAccount, 'id'>): string => `${account.id}.copies`;

const toName = (account: StoredAccount) =>
  ({ id: toCopiesRecordId(account), type: 'feed', pubkey: account.pubkey }) as const;

/** Accounts whose copies are written in one turn: a change that a person waits for comes after so many at most. */
const AT_ONCE = 10;

/** Events of an account that are to be kept. */
interface Waiting {
  account: StoredAccount;
  events: NostrEvent[];
  isWanted: () => boolean;
}

export type Copies = ReturnType<typeof createCopies>;

export function createCopies(database: Database, vault: Vault, store: StateStore) {
  let writes: Promise<void> = Promise.resolve();
  /** What is to be kept of each account and not being written yet, by the account's id. */
  const waiting = new Map<string, Waiting>();
  /** What is being written. */
  let taken: Waiting[] = [];

  /**
   * What waits for a record that cannot be read, by the account's id: a newer Facet's stays as it is. Who was told that
   * it is nowhere would ask relays for it again and again.
   */
  const unwritten = new Map<string, NostrEvent[]>();
  vault.onLock(() => unwritten.clear());

  /** None where the record is gone or damaged; undefined where it may well be there, and must not be written over. */
  async function read(account: StoredAccount): Promise<NostrEvent[] | undefined> {
    try {
      return ((await readRecord(database, vault.expectKeys(), toName(account))) ?? []) as NostrEvent[];
    } catch {
      return undefined;
    }
  }

  /** The record in which an account keeps these too, beside what it keeps already. */
  const seal = (account: StoredAccount, held: readonly NostrEvent[], more: readonly NostrEvent[]) =>
    sealRecord(vault.expectKeys(), { ...toName(account), generation: 0 }, toBytes(addCopies(held, more)));

  async function sealSome(): Promise<SealedRecord[]> {
    taken = [...waiting.values()].slice(0, AT_ONCE);
    for (const { account } of taken) waiting.delete(account.id);
    const sealed = taken.map(async (each) => {
      const { account, isWanted } = each;
      if (vault.status !== 'unlocked' || !isWanted()) return [];
      const held = await read(account);
      each.events = addCopies(unwritten.get(account.id) ?? [], each.events);
      if (held) unwritten.delete(account.id);
      else if (store.isOpen) unwritten.set(account.id, each.events);
      if (!held || each.events.every(({ id }) => held.some((copy) => copy.id === id))) return [];
      return [await seal(account, held, each.events)];
    });
    return (await Promise.all(sealed)).flat();
  }

  /** One turn after the other, each asked for when the one before is over. */
  async function writeAll(): Promise<void> {
    while (waiting.size > 0) {
      await store.write(sealSome).catch(() => undefined); // a full disk or a lock: spare copies are lost, nothing else
      taken = [];
    }
  }

  return {
    /** The record that keeps these verified events too, for a change of the state to write along with it; none where it cannot be read. */
    async join(account: StoredAccount, events: readonly NostrEvent[]): Promise<SealedRecord[]> {
      const held = await read(account);
      return held ? [await seal(account, held, events)] : [];
    },

    /** What is kept of an account, with what is about to be. */
    async load(account: StoredAccount): Promise<NostrEvent[]> {
      // before the disk is read: what is written meanwhile is in either
      const fresh = [...taken, ...waiting.values()].filter((each) => each.account.id === account.id);
      const more = [...(unwritten.get(account.id) ?? []), ...fresh.flatMap(({ events }) => events)];
      return addCopies((await read(account)) ?? [], more);
    },

    /** Keeps verified events of an account in the background, many at once in one write. */
    keep(account: StoredAccount, events: readonly NostrEvent[], isWanted: () => boolean): void {
      const before = waiting.get(account.id);
      const isUnderWay = waiting.size > 0;
      waiting.set(account.id, { account, events: [...(before?.events ?? []), ...events], isWanted });
      if (!isUnderWay) writes = writes.then(writeAll);
    },

    /** Resolves when nothing is being written any more. */
    settled: (): Promise<void> => writes,
  };
}
