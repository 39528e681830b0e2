/** The picture of each account on disk, sealed, one record each; also that there is none, so that nobody asks again soon. */
import type { PictureImage } from '../rpc/pictures';
import type { Database } from '../storage/database';
import type { StoredAccount } from '../storage/state';
import { readRecord, sealRecord, toBytes } from '../vault/records';
import type { StateStore } from '../vault/state-store';
import type { Vault } from '../vault/vault';

/** What is kept of an account: from where it was asked for, when (ms), and what came of it. */
export interface KeptPicture {
  url: string;
  at: number;
  /** Absent: there was none that could be used. */
  image?: PictureImage;
}

/** Most accounts that have a record: with the most that one takes, about 24 MB. */
export const MOST_KEPT = 500;

const END = '.picture';

/** The id of the record that holds an account's picture. */
export const toPictureRecordId = (account: Pick<StoredAccount, 'id'>): string => `${account.id}${END}`;

const toName = (account: StoredAccount) =>
  ({ id: toPictureRecordId(account), type: 'feed', pubkey: account.pubkey }) as const;

export function createKeptPictures(database: Database, vault: Vault, store: StateStore) {
  const toIds = async () => (await database.getAllKeys('records')).filter((id) => id.endsWith(END));

  return {
    /** None where it is gone or damaged. Throws where it may well be there: that is not asked for again, nor written over. */
    load: async (account: StoredAccount): Promise<KeptPicture | undefined> =>
      (await readRecord(database, vault.expectKeys(), toName(account))) as KeptPicture | undefined,

    /** Whether there is room for one more. */
    hasRoom: async (account: StoredAccount): Promise<boolean> =>
      (await toIds()).filter((id) => id !== toPictureRecordId(account)).length < MOST_KEPT,

    /** Keeps it, if it is still wanted when its turn comes. */
    keep: (account: StoredAccount, kept: KeptPicture, isWanted: () => boolean): Promise<void> =>
      store.write(async () =>
        isWanted()
          ? [await sealRecord(vault.expectKeys(), { ...toName(account), generation: 0 }, toBytes(kept))]
          : [],
      ),

    /** Removes all but those of these accounts; nothing where it cannot be said which, as in a locked vault. */
    keepOnly: (getAccounts: () => readonly StoredAccount[] | undefined): Promise<void> =>
      store.writeRelaxed(async () => {
        const ids = await toIds();
        const wanted = getAccounts()?.map(toPictureRecordId);
        return { put: [], remove: wanted ? ids.filter((id) => !wanted.includes(id)) : [] };
      }),
  };
}
