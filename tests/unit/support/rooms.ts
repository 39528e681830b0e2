/** The real rooms over a fake IndexedDB and a fake browser, and what a test does to them. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createActivity } from '#lib/activity/activity';
import { forgetAccount } from '#lib/permissions/permissions';
import { toPictureRecordId } from '#lib/pictures/kept';
import { createCopies } from '#lib/sessions/copies';
import type { ActivityNews } from '#lib/rpc/activity';
import type { LockAt } from '#lib/rpc/deadline';
import { createSessions } from '#lib/sessions/sessions';
import { createSummaries } from '#lib/sessions/summaries';
import { openDatabase, type Database } from '#lib/storage/database';
import { createChannels } from '#lib/relays/channel';
import { createConnections } from '#lib/relays/connections';
import { createConversations } from '#lib/signers/conversations';
import { createRemoteSigners } from '#lib/signers/remote/remote-signers';
import { createSecrets } from '#lib/vault/secrets';
import { createStateStore } from '#lib/vault/state-store';
import { createVault } from '#lib/vault/vault';

export const PASSWORD = 'correct horse battery';
export const MINUTES = 60_000;

/** A machine on which Facet was never started. */
export async function createMachine(): Promise<Database> {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  return openDatabase();
}

export type Worker = ReturnType<typeof startWorker>;

/** A worker over what is on the machine; starting another one is what the death of the first looks like. */
export function startWorker(database: Database) {
  const deadlines: LockAt[] = [];
  let changes = 0;
  const onChange = () => {
    changes += 1;
    conversations.follow();
  };
  const vault = createVault(database, {
    lifetime: () => 15 * MINUTES,
    onDeadline: (when) => deadlines.push(when),
  });
  const store = createStateStore(database, vault, onChange);
  const secrets = createSecrets(database, vault);
  const conversations = createConversations({ vault, store });
  const summaries = createSummaries(database, vault, store);
  const copies = createCopies(database, vault, store);
  const openChannel = createChannels(createConnections(onChange));
  const remotes = createRemoteSigners({
    secrets,
    openChannelOf: () => openChannel,
    onChange,
    onRelays: () => undefined,
  });
  const news: ActivityNews[] = [];
  const activity = createActivity({ database, vault, store, onNews: (each) => news.push(each) });
  const { sealWithout } = activity;
  const sessions = createSessions({
    ...{ store, secrets, conversations, remotes, summaries, copies, sealWithout, onChange },
    ...{ onTold: onChange, onCounted: onChange },
    onForget: forgetAccount,
    toOtherIds: (account) => [toPictureRecordId(account)],
  });
  vault.onLock(() => {
    remotes.stop();
    sessions.clear();
  });
  return {
    database,
    vault,
    store,
    secrets,
    conversations,
    summaries,
    copies,
    remotes,
    activity,
    news,
    sessions,
    deadlines,
    get changes() {
      return changes;
    },
  };
}

/** A worker on a new machine with an open vault and no account. */
export async function startOpenWorker(): Promise<Worker> {
  const worker = startWorker(await createMachine());
  await worker.vault.restore();
  await worker.vault.create(PASSWORD);
  await worker.store.load();
  return worker;
}

/** The worker dies; the next one finds what the first one left. */
export async function restartWorker({ database }: Worker): Promise<Worker> {
  const worker = startWorker(database);
  await worker.vault.restore();
  if (worker.vault.status !== 'unlocked') return worker;
  await worker.store.load();
  worker.sessions.restore();
  return worker;
}
