/** Builds the rooms and joins them: who tells whom when something changes. Nothing is decided here. */
import { browser } from 'wxt/browser';
import { createActivity } from '#lib/activity/activity';
import { createAppearance } from '#lib/appearance/appearance';
import { createOpening } from '#lib/imports/opening';
import { createOutbox } from '#lib/outbox/outbox';
import { forgetEvents } from '#lib/outbox/queue';
import { forgetAccount } from '#lib/permissions/permissions';
import { toPictureRecordId } from '#lib/pictures/kept';
import { createPictures } from '#lib/pictures/pictures';
import { createPrompts } from '#lib/prompts/prompts';
import { createPromptWindow } from '#lib/prompts/window';
import { createChannels } from '#lib/relays/channel';
import { createFeed } from '#lib/relays/feed';
import { findNewest } from '#lib/relays/lookup';
import { createPools } from '#lib/relays/pools';
import { createPublish } from '#lib/relays/publish';
import { createWatch } from '#lib/relays/watch';
import { createAuthorize } from '#lib/requests/authorize';
import { createCalls } from '#lib/requests/calls';
import { createFailures } from '#lib/requests/failures';
import { createIdentity, rejected } from '#lib/requests/identity';
import { createOwnSignIns } from '#lib/requests/own-sign-ins';
import type { ActivityNews } from '#lib/rpc/activity';
import type { Appearance } from '#lib/rpc/appearance';
import { createReplacing } from '#lib/requests/replacing';
import { FacetError } from '#lib/rpc/errors';
import { createChoices } from '#lib/sessions/choices';
import { createCopies } from '#lib/sessions/copies';
import { createSessions } from '#lib/sessions/sessions';
import { createSummaries } from '#lib/sessions/summaries';
import { createSummary, toPictureSource } from '#lib/sessions/summary';
import { createTabs } from '#lib/sessions/tabs';
import { createConversations } from '#lib/signers/conversations';
import { isReadablePart } from '#lib/signers/private-part';
import { createAttempts } from '#lib/signers/remote/attempts';
import { createRemoteSigners } from '#lib/signers/remote/remote-signers';
import { openDatabase } from '#lib/storage/database';
import { createSecrets } from '#lib/vault/secrets';
import { createStateStore } from '#lib/vault/state-store';
import { createVault } from '#lib/vault/vault';
import { AUTO_LOCK, OUTBOX } from './alarms';
import { createAudience } from './audience';
import { createLinks } from './links';
import { createLooking } from './looking';
import { forgetClosedPrivate } from './private-windows';
import { createPublisher } from './publisher';
import { createSoon } from './soon';
import { createWebPages } from './web-pages';

/** How long the empty prompt window stays open: the next request of a page that asks in turn finds it there. */
const LINGER = 500;

export type Rooms = Awaited<ReturnType<typeof createRooms>>;

/** All rooms, restored to where they were before the worker died. */
export async function createRooms(opening = openDatabase()) {
  const database = await opening;
  const appearance = createAppearance(database);
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
  const conversations = createConversations({ vault, store });
  const summaries = createSummaries(database, vault, store);
  const copies = createCopies(database, vault, store);
  const activityPages = createAudience<ActivityNews>();
  const activity = createActivity({ database, vault, store, onNews: activityPages.tell });
  const isApart = (pubkey: string) =>
    store.isOpen && store.state.accounts.some((account) => account.pubkey === pubkey && account.apart);
  const getSession = (pubkey: string) => sessions.get(pubkey);
  const signIns = createOwnSignIns({ store, getSession, onChange: () => changed() });
  const pools = createPools(isApart, signIns, () => {
    outbox.onRelays(feed.relays);
    publisher.publishSoon(); // a relay may come, go and complain as often as it likes
  });
  const watch = createWatch(() => changed());
  const attempts = createAttempts(createChannels(pools.shared), () => publisher.publish(), store);
  const remotes = createRemoteSigners({
    secrets,
    openChannelOf: (pubkey) => createChannels(pools.unsignedOf(pubkey)),
    onChange: () => publisher.publish(),
    onRelays: (pubkey, relays) => void moveRemote(pubkey, relays).catch(() => undefined), // asked again next time
  });
  const sessions = createSessions({
    ...{ store, secrets, conversations, remotes, summaries, copies },
    sealWithout: activity.sealWithout,
    toOtherIds: (account) => [toPictureRecordId(account)],
    onForget: (draft, pubkey) => {
      forgetAccount(draft, pubkey);
      forgetEvents(draft, pubkey);
      signIns.forget(pubkey);
      if (!choices.hasPrivate) return;
      const forgetting = choices.change({ isPrivate: true }, (other) => forgetAccount(other, pubkey));
      forgetting.catch(() => undefined); // what is not held counts nowhere
    },
    onChange: () => changed(),
    onTold: (event) => {
      publisher.publishSoon();
      looking.onTold(event);
    },
    onCounted: () => publisher.publishSoon(),
  });
  const pictures = createPictures({
    ...{ database, vault, store },
    getSource: (pubkey) => toPictureSource(sessions.get(pubkey)?.summary ?? createSummary()),
  });
  const outbox = createOutbox({
    store,
    publish: createPublish(signIns),
    onDue: (when) => void browser.alarms.create(OUTBOX, { when }),
  });
  const feed = createFeed((apart) => (apart === undefined ? pools.shared : pools.of(apart)), {
    isWanted: (event) => sessions.isWanted(event),
    onEvent: (event) => sessions.apply(event),
    onHeard: (url, pubkeys, at) => {
      sessions.heard(url, pubkeys, at);
      looking.onHeard();
    },
    onComplete: () => watch.onComplete(),
  });
  const looking = createLooking({ store, sessions, watch, feed, isApart, signIns });
  /** What the call of a page changes is told in a turn of its own: the answer leaves first. */
  const calledChange = createSoon(0, () => changed());
  const tabs = createTabs(onDocument, () => calledChange.ask());
  const promptWindow = createPromptWindow((shown) => prompts.dismiss(rejected(), shown));
  let closing: ReturnType<typeof setTimeout> | undefined;
  const prompts = createPrompts(() => {
    clearTimeout(closing);
    if (prompts.needsWindow) {
      promptWindow.show(false).catch(() => {
        prompts.rejectAll(new FacetError('internal', 'Facet could not open its window'));
      });
    } else {
      const isNeeded = () => prompts.needsWindow;
      closing = setTimeout(() => void promptWindow.close(isNeeded), LINGER);
    }
    changed();
  });
  const calls = createCalls(prompts);
  const failures = createFailures();
  const links = createLinks(store);
  const choices = createChoices(store, () => changed());
  const identity = createIdentity({ sessions, choices, tabs, prompts });
  const reloadTab = (tabId: number) => void browser.tabs.reload(tabId);
  const replacing = createReplacing({
    ...{ vault, store, sessions, isReadable: isReadablePart },
    findNewest: (pubkey, place, urls) => findNewest(pools.of(pubkey), pubkey, place, urls),
  });
  const authorize = createAuthorize({
    store,
    sessions,
    choices,
    prompts,
    identity,
    tabs,
    replacing,
    reloadTab,
  });
  const webPages = createWebPages({ tabs, sessions, choices, identity }, () => calledChange.ask());
  const imports = createOpening(() => publisher.publish());
  const publisher = createPublisher({
    vault,
    store,
    sessions,
    identity,
    prompts,
    feed,
    attempts,
    imports,
    signIns,
    onSnapshot: (snapshot) => webPages.update(snapshot),
  });

  /** Another page is in a tab. */
  function onDocument(tabId: number): void {
    webPages.forget(tabId); // the browser took the tab's own button away with the page before
    const documentId = tabs.get(tabId)?.documentId;
    calls.cancel((caller) => caller.tabId === tabId && caller.documentId !== documentId);
    calledChange.ask();
  }

  /** Something that is shown or followed may be different now. */
  function changed(): void {
    follow();
    publisher.publish();
  }

  function follow(): void {
    conversations.follow();
    if (store.isOpen) pools.endMoved();
    looking.follow();
    sessions.countMore();
    pictures.tidy();
    if (store.isOpen) {
      outbox.stopGone();
      remotes.watch(watch.isSeen);
      remotes.follow(store.state.accounts.filter(({ kind }) => kind === 'remote'));
    }
    if (store.isOpen) showOn(store.state.appearance);
    else if (vault.status === 'empty') showOn(undefined);
    if (sessions.current) prompts.release();
  }

  /** A browser that refuses a choice is asked again with the next state; one that refused at the start, by the next worker. */
  const showOn = (wanted: Appearance | undefined) => void appearance.follow(wanted).catch(() => undefined);

  /** Keeps where an account's remote signer wants to be found. */
  const moveRemote = (pubkey: string, relays: string[]) =>
    store.change((draft) => {
      const remote = draft.accounts.find((account) => account.pubkey === pubkey)?.remote;
      if (remote) remote.relays = relays;
    });

  /** Makes the open vault usable. */
  async function open(): Promise<void> {
    try {
      await store.load();
    } catch (error) {
      await vault.lock(); // keys without a state are of no use to anybody but a thief
      throw error;
    }
    sessions.restore();
    outbox.run();
    activity.tidy().catch(() => undefined); // what is over is not shown; the next unlock tries again
    follow(); // what is shown is told once it is known
  }

  vault.onAttempt(() => publisher.publish());
  vault.onLock(() => {
    imports.cancel();
    feed.stop();
    remotes.stop();
    attempts.cancel();
    outbox.stop();
    pictures.stop();
    signIns.clear();
    sessions.clear();
    prompts.rejectAll(new FacetError('locked', 'Facet was locked; nothing was signed'));
    void prompts.forgetAnswers();
    changed();
  });

  await Promise.all([
    appearance.restore().catch(() => undefined), // the rest of Facet works all the same
    vault.restore(),
    tabs.restore(),
    choices.restore(),
    webPages.restore(),
    prompts.restore(),
    promptWindow.restore(),
  ]);
  // a worker that died while it deleted everything: what it left is of accounts that are gone
  if (vault.status === 'empty') {
    await Promise.all([tabs.forgetAccounts(), choices.forgetPrivate(), prompts.forgetAnswers()]);
  }
  await forgetClosedPrivate({ choices, prompts, tabs });
  if (vault.status === 'unlocked')
    await open().catch(() => undefined); // locked; the next unlock says why
  else changed();
  return {
    appearance,
    vault,
    store,
    secrets,
    activity,
    activityPages,
    sessions,
    pools,
    pictures,
    watch,
    remotes,
    attempts,
    tabs,
    choices,
    calls,
    failures,
    links,
    prompts,
    promptWindow,
    identity,
    authorize,
    replacing,
    webPages,
    outbox,
    publisher,
    imports,
    signIns,
    open,
  };
}
