/** Where Facet looks for what relays have of the accounts: as long as somebody looks, and anew when that changes. */
import { BLOCKED_RELAYS, RELAYS } from '#lib/nostr/lists';
import type { NostrEvent } from '#lib/nostr/event';
import { toOpenable } from '#lib/nostr/relay-url';
import type { Feed } from '#lib/relays/feed';
import { toPlan } from '#lib/relays/plan';
import type { Watch } from '#lib/relays/watch';
import type { OwnSignIns } from '#lib/requests/own-sign-ins';
import type { Session } from '#lib/sessions/session';
import type { Sessions } from '#lib/sessions/sessions';
import { toBlockedRelays, toWriteRelays } from '#lib/sessions/summary';
import type { StateStore } from '#lib/vault/state-store';
import { createSoon } from './soon';

/** How long a relay that has not told all yet may keep Facet from looking where others say that accounts write (ms). */
const LOOK_AGAIN = 5_000;

export interface LookingRooms {
  store: Pick<StateStore, 'isOpen' | 'state'>;
  sessions: Pick<Sessions, 'all' | 'isRestored'>;
  watch: Pick<Watch, 'isOn'>;
  feed: Feed;
  isApart: (pubkey: string) => boolean;
  signIns: Pick<OwnSignIns, 'relays'>;
}

export function createLooking({ store, sessions, watch, feed, isApart, signIns }: LookingRooms) {
  let followed = '';
  const again = createSoon(LOOK_AGAIN, () => look());

  /** What the person has to do with where Facet looks; the rest is what relays tell. */
  const toWish = (): string => {
    if (!watch.isOn || !store.isOpen) return '';
    const accounts = sessions.all.map(({ pubkey }) => [pubkey, isApart(pubkey)]);
    const { relays } = store.state.settings;
    return JSON.stringify([sessions.isRestored, relays, accounts, [...signIns.relays()]]);
  };

  function look(): void {
    again.cancel();
    if (!watch.isOn || !store.isOpen) feed.stop();
    else if (sessions.isRestored) feed.follow(plan());
  }

  function plan() {
    const signsIn = signIns.relays();
    const wanted = sessions.all.map((session) => toWanted(session, signsIn.get(session.pubkey)));
    return toPlan(wanted, store.state.settings.relays, Math.floor(Date.now() / 1_000));
  }

  const toWanted = ({ pubkey, summary }: Session, signsIn: readonly string[] = []) => ({
    pubkey,
    writes: toOpenable(toWriteRelays(summary), store.state.settings.relays),
    blocked: toBlockedRelays(summary),
    isApart: isApart(pubkey),
    signsIn,
    heard: summary.heard,
  });

  return {
    /** Something has changed: looks for all accounts where they are, or nowhere, if that has anything to do with it. */
    follow(): void {
      const wish = toWish();
      if (wish === followed) return;
      followed = wish;
      look();
    },

    /**
     * Looks where an account says that it is. Relays say so of all accounts in a row: to ask anew after each of them
     * would be to ask for the same ever again.
     */
    onTold({ kind }: NostrEvent): void {
      if (kind !== RELAYS && kind !== BLOCKED_RELAYS) return;
      again.ask();
      if (feed.isComplete) again.hurry();
    },

    /** A relay has told all it has: what it said of where accounts are is all there. */
    onHeard: (): void => again.hurry(),
  };
}
