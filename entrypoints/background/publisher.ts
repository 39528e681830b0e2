/** Tells everybody who shows something: Facet's pages, the toolbar, and the web pages whose account changed. */
import type { Opening } from '#lib/imports/opening';
import type { Prompts } from '#lib/prompts/prompts';
import type { Feed } from '#lib/relays/feed';
import { toOffline } from '#lib/relays/offline';
import type { Identity } from '#lib/requests/identity';
import type { OwnSignIns } from '#lib/requests/own-sign-ins';
import type { Snapshot } from '#lib/rpc/snapshot';
import type { Sessions } from '#lib/sessions/sessions';
import {
  toClosedSnapshot,
  toPasskeyView,
  toSnapshot,
  type GetKnows,
  type Live,
} from '#lib/sessions/snapshot';
import { snapshotItem } from '#lib/storage/session';
import type { Attempts } from '#lib/signers/remote/attempts';
import type { StateStore } from '#lib/vault/state-store';
import type { Vault } from '#lib/vault/vault';
import { createAudience } from './audience';
import { createSoon } from './soon';

/** Relays tell hundreds of things in a row: nobody reads faster than this (ms). */
const SOON = 50;

export interface PublisherRooms {
  vault: Vault;
  store: StateStore;
  sessions: Sessions;
  identity: Pick<Identity, 'couldLink'>;
  prompts: Prompts;
  feed: Feed;
  attempts: Attempts;
  imports: Opening;
  signIns: Pick<OwnSignIns, 'view'>;
  /** Runs with every snapshot, for what is shown outside Facet's pages. */
  onSnapshot(snapshot: Snapshot): void;
}

export type Publisher = ReturnType<typeof createPublisher>;

export function createPublisher(rooms: PublisherRooms) {
  const { vault, store, sessions, identity, prompts, feed, attempts, imports, signIns, onSnapshot } = rooms;
  const pages = createAudience(snapshot);
  const soon = createSoon(SOON, () => publish());
  let scheduled = false;

  function snapshot(): Snapshot {
    const { retryAt, passkeys } = vault;
    const { relays } = feed;
    const offline = toOffline(relays, navigator.onLine);
    const live: Live = {
      pending: prompts.pending,
      relays,
      ...(offline ? { offline } : {}),
      passkeys: passkeys.map(toPasskeyView),
      ...(retryAt > Date.now() ? { retryAt } : {}),
      ...attempts.view,
      ...signIns.view,
      ...(imports.progress ? { importing: imports.progress } : {}),
    };
    if (store.isOpen) {
      const getKnows: GetKnows = (origin, rules) => identity.couldLink({ origin }, rules);
      return toSnapshot(store.state, (pubkey) => sessions.get(pubkey), getKnows, live);
    }
    return toClosedSnapshot(vault.status === 'empty' ? 'empty' : 'locked', live);
  }

  function publish(): void {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => void send());
  }

  async function send(): Promise<void> {
    scheduled = false;
    soon.cancel();
    // a moment after the worker has started names and counts are still on disk: what was told before has them
    if (!sessions.isRestored) await sessions.whenRestored();
    const current = snapshot();
    pages.tell(current);
    onSnapshot(current);
    if (current.vault === 'unlocked') await snapshotItem.set(current);
    else await snapshotItem.remove();
  }

  return {
    snapshot,

    /** Sends a snapshot; many changes at once are one. */
    publish,

    /** Sends one a moment later, for what nobody waits for; one that is sent earlier has it in it. */
    publishSoon: (): void => soon.ask(),

    /** A page of Facet opened: it gets the snapshot now and every later one, until the returned function is called. */
    add: pages.add,
  };
}
