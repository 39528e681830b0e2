import { i18n } from '#lib/i18n/i18n';
import { toSiteName } from '#components/basic/display-name';
import { toErrorText } from '#components/basic/error-text';
import { toOrder } from '#components/accounts/order';
import { toSiteLinks } from '#lib/rpc/pairs';
import type { Choice, Scope, Snapshot, TabView } from '#lib/rpc/snapshot';
import { client } from '#lib/ui/client';
import { reloadTab } from '#lib/ui/reload-tab';
import { apply } from '#lib/ui/state.svelte';
import { loadTogetherDialog } from './dialogs';
import { findNext } from './places';
import { findCurrent, findName, toStaysText, toSwitchText, type Context } from './switch-text';

/** A switch that would show the site in the tab that accounts are one person's. */
export interface Linking {
  pubkey: string;
  scope: Scope;
  tab: TabView;
  /** The accounts that the site knows and that may not be seen with this one. */
  knows: string[];
}

export type Together = 'once' | 'always' | undefined;

/** What the popup can do, where a switch counts, and what came of the last command. Called while a component is set up. */
export function createCommands(getContext: () => Context) {
  let chosen = $state<Scope>();
  let error = $state('');
  let said = $state('');
  let asked = $state.raw<Linking>();
  /** Chosen while it is not known yet what is in the tab: it waits, lest it count everywhere. */
  let early: { pubkey: string; scope: Scope | undefined } | undefined;

  const tab = $derived(getContext().tab);
  const usual = $derived(tab?.reason === 'tab' || tab?.reason === 'container' ? tab.reason : 'site');
  const scope = $derived(tab?.origin ? (chosen ?? usual) : 'all');
  const stays = $derived(toStaysText(getContext(), scope));
  /** The question is about one site: it is over when the tab shows another one. */
  const linking = $derived(
    asked && tab && asked.tab.tabId === tab.tabId && asked.tab.origin === tab.origin ? asked : undefined,
  );
  const nameOf = (pubkey: string) => findName(getContext().snapshot, pubkey) ?? '';

  $effect(() => {
    if (!tab || !early) return;
    const { pubkey, scope: wanted } = early;
    early = undefined;
    switchTo(pubkey, wanted);
  });

  /** Runs one command; if it fails, what was shown stays and a line says so. */
  async function run(command: () => Promise<Snapshot | void>, done = ''): Promise<void> {
    try {
      const snapshot = await command();
      if (snapshot) apply(snapshot);
      error = '';
      said = done;
    } catch (cause) {
      error = toErrorText(cause);
      said = '';
    }
  }

  /** Asks once the dialog is there; if it does not come, nothing is done, and a line says so. */
  function ask(load: () => Promise<unknown>, show: () => void): void {
    void run(async () => {
      await load();
      show();
    });
  }

  function carryOut(pubkey: string, where: Scope, place: TabView, asks: boolean, together?: Together) {
    const done = toSwitchText({ ...getContext(), tab: place }, pubkey, where, asks);
    const tabId = place.origin || place.isPrivate ? place.tabId : undefined;
    void run(() => client.switchAccount(pubkey, where, tabId, together), done);
  }

  /** Switches in the shown scope or in that one; false while the person has to be asked first. */
  function switchTo(pubkey: string, wanted?: Scope): boolean {
    if (!tab) {
      early = { pubkey, scope: wanted };
      return true;
    }
    const where = wanted ?? scope;
    if (where !== 'all' && !tab.origin) {
      said = i18n.t('popup.noSite');
      return true;
    }
    const knows = where === 'all' ? [] : toSiteLinks(pubkey, tab.knows, getContext().snapshot.pairs);
    if (knows.length > 0) {
      const next = { pubkey, scope: where, tab, knows: knows.map((link) => link.pubkey) };
      ask(loadTogetherDialog, () => (asked = next));
    } else carryOut(pubkey, where, tab, false);
    return knows.length === 0;
  }

  return {
    get scope() {
      return scope;
    },
    get stays() {
      return stays;
    },
    get error() {
      return error;
    },
    /** For screen readers: the outcome of the last command. */
    get said() {
      return said;
    },
    /** The switch that waits for the person's word. */
    get linking() {
      return linking;
    },
    setScope: (next: Scope) => {
      chosen = next;
    },
    switchTo,
    ask,
    /** The switch that waits happens now; without `together` the site has to ask. */
    link(together: Together): void {
      if (linking) carryOut(linking.pubkey, linking.scope, linking.tab, !together, together);
      asked = undefined;
    },
    leaveUnlinked: () => {
      asked = undefined;
    },
    /** Ends a choice of this tab: the next place counts. */
    clear(choice: Choice): void {
      if (!tab) return;
      const { tabId, knows } = tab;
      const next = findNext(tab, findCurrent(getContext())) ?? '';
      const asks = knows.length > 0 && !knows.includes(next);
      const done = toSwitchText({ ...getContext(), tab: { ...tab, choices: {} } }, next, 'site', asks);
      void run(() => client.clearChoice(choice, tabId), done);
    },
    reload: () => run(() => reloadTab(tab?.tabId ?? -1), i18n.t('popup.reload.done')),
    /** Whether pages of this site that believe in another account are offered to be reloaded. */
    setReloadOffer: (offer: boolean) =>
      run(() => client.setReloadOffer(tab?.origin ?? '', offer), offer ? '' : i18n.t('popup.reload.noMore')),
    /** Whether Facet shows itself on a site; the page in the tab has to be loaded again. */
    setAppears: (origin: string, appears: boolean) =>
      run(
        () => client.setAppears(origin, appears),
        i18n.t(appears ? 'popup.absent.shown' : 'popup.absent.gone', [toSiteName(origin)]),
      ),
    /** Who serves a site where another extension is a signer too; the page has to be loaded again. */
    chooseSigner: (origin: string, signer: 'facet' | 'other') =>
      run(
        () => client.chooseSigner(origin, signer),
        i18n.t(signer === 'facet' ? 'popup.signers.facetChosen' : 'popup.absent.gone', [toSiteName(origin)]),
      ),
    unblock: () =>
      run(() => client.unblockSite(tab?.origin ?? '', tab?.isPrivate), i18n.t('popup.unblocked')),
    lock: () => run(() => client.lock()),
    endTour: () => run(() => client.setToured(true)),
    review: () => run(() => client.showPrompts()),
    setFavourite: (pubkey: string, on: boolean) =>
      run(
        () => client.setFavourite(pubkey, on),
        i18n.t(on ? 'popup.pinned' : 'popup.unpinned', [nameOf(pubkey)]),
      ),
    setInCycle: (pubkey: string, on: boolean) =>
      run(
        () => client.setInCycle(pubkey, on),
        i18n.t(on ? 'popup.unskipped' : 'popup.skipped', [nameOf(pubkey)]),
      ),
    /** Moves an account to a place, counted from 0, or as near to it as it may come. */
    move(pubkey: string, to: number): Promise<void> {
      const { accounts } = getContext().snapshot;
      const moved = toOrder(accounts, pubkey, to);
      if (!moved) return Promise.resolve();
      const { order, place } = moved;
      const done = i18n.t('popup.movedTo', [nameOf(pubkey), String(place + 1), String(accounts.length)]);
      return run(() => client.reorderAccounts(order), done);
    },
  };
}
