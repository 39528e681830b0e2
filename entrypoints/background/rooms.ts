/** Builds the rooms and joins them: who tells whom when something changes. Nothing is decided here. */
import { browser } from 'wxt/browser';
import { forgetAccount } from '#lib/permissions/permissions';
import { createPrompts } from '#lib/prompts/prompts';
import { createPromptWindow } from '#lib/prompts/window';
import { createFeed } from '#lib/relays/feed';
import { createAuthorize } from '#lib/requests/authorize';
import { createCalls } from '#lib/requests/calls';
import { createIdentity, rejected } from '#lib/requests/identity';
import { FacetError } from '#lib/rpc/errors';
import { createEventRecords } from '#lib/sessions/event-records';
import { createSessions } from '#lib/sessions/sessions';
import { createTabs } from '#lib/sessions/tabs';
import { openDatabase } from '#lib/storage/database';
import { createSecrets } from '#lib/vault/secrets';
import { createStateStore } from '#lib/vault/state-store';
import { createVault } from '#lib/vault/vault';
import { createPublisher } from './publisher';
import { createWebPages } from './web-pages';

/** The alarm that wakes the worker when the vault is due to lock. */
export const AUTO_LOCK = 'auto-lock';

/** How long the empty prompt window stays open: the next request of a page that asks in turn finds it there. */
const LINGER = 500;

export type Rooms = Awaited<ReturnType<typeof createRooms>>;

/** All rooms, restored to where they were before the worker died. */
export async function createRooms() {
  const database = await openDatabase();
  const vault = createVault(database, {
    lifetime: () => {
      const minutes = store.isOpen ? store.state.settings.autoLockMinutes : 15;
      return minutes === 0 ? null : minutes * 60_000;
    },
    onDeadline: (when) =>
      void (typeof when === 'number'
        ? browser.alarms.create(AUTO_LOCK, { when })
        : browser.alarms.clear(AUTO_LOCK)),
  });
  const store = createStateStore(database, vault, () => changed());
  const secrets = createSecrets(database, vault);
  const records = createEventRecords(database, vault, store);
  const sessions = createSessions({
    store,
    secrets,
    records,
    onForget: forgetAccount,
    onChange: () => changed(),
  });
  const feed = createFeed({
    isWanted: (event) => sessions.isWanted(event),
    onEvent: (event) => sessions.apply(event),
    onRelays: () => changed(),
  });
  const tabs = createTabs((tabId) => {
    webPages.forget(tabId); // the browser took the tab's own button away with its page
    const documentId = tabs.get(tabId)?.documentId;
    calls.cancel((caller) => caller.tabId === tabId && caller.documentId !== documentId);
    changed();
  });
  const promptWindow = createPromptWindow(() => prompts.rejectAll(rejected()));
  let closing: ReturnType<typeof setTimeout> | undefined;
  const prompts = createPrompts(() => {
    clearTimeout(closing);
    if (prompts.pending.length > 0) {
      promptWindow.show(false).catch(() => {
        prompts.rejectAll(new FacetError('internal', 'Facet could not open its window'));
      });
    } else {
      const isNeeded = () => prompts.pending.length > 0;
      closing = setTimeout(() => void promptWindow.close(isNeeded), LINGER);
    }
    changed();
  });
  const calls = createCalls(prompts);
  const identity = createIdentity({ store, sessions, tabs, prompts });
  const reloadTab = (tabId: number) => void browser.tabs.reload(tabId);
  const authorize = createAuthorize({ store, sessions, prompts, identity, reloadTab });
  const webPages = createWebPages(tabs, sessions, identity);
  const publisher = createPublisher({
    vault,
    store,
    sessions,
    prompts,
    feed,
    onSnapshot: (snapshot) => webPages.update(snapshot),
  });

  /** Something that is shown or followed may be different now. */
  function changed(): void {
    if (store.isOpen)
      feed.follow(
        sessions.all.map(({ pubkey }) => pubkey),
        store.state.settings.relays,
      );
    if (sessions.current) prompts.release();
    publisher.publish();
  }

  /** Makes the open vault usable. */
  async function open(): Promise<void> {
    try {
      await store.load();
    } catch (error) {
      await vault.lock(); // keys without a state are of no use to anybody but a thief
      throw error;
    }
    sessions.restore();
    changed();
  }

  vault.onAttempt(() => publisher.publish());
  vault.onLock(() => {
    feed.stop();
    sessions.clear();
    prompts.rejectAll(new FacetError('locked', 'Facet was locked; nothing was signed'));
    void prompts.forgetAnswers();
    changed();
  });

  await Promise.all([vault.restore(), tabs.restore(), promptWindow.restore()]);
  // a worker that died while it deleted everything: what it left is of accounts that are gone
  if (vault.status === 'empty') await Promise.all([tabs.forgetAccounts(), prompts.forgetAnswers()]);
  if (vault.status === 'unlocked')
    await open().catch(() => undefined); // locked; the next unlock says why
  else changed();
  return {
    vault,
    store,
    secrets,
    sessions,
    tabs,
    calls,
    prompts,
    promptWindow,
    identity,
    authorize,
    webPages,
    publisher,
    open,
  };
}
