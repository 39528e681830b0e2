import { i18n } from '#i18n';
import { toErrorText } from '#components/error-text';
import { toOriginParts } from '#lib/nostr/origin';
import type { Scope, Snapshot, TabView } from '#lib/rpc/snapshot';
import { client } from '#lib/ui/client';
import { apply } from '#lib/ui/state.svelte';

interface Context {
  snapshot: Snapshot;
  tab: TabView | undefined;
}

/** What the popup can do, where a switch counts, and what came of the last command. */
export function createCommands(getContext: () => Context) {
  let chosen = $state<Scope>('site');
  let error = $state('');
  let said = $state('');

  const tab = $derived(getContext().tab);
  const scope = $derived(tab?.origin ? chosen : 'all');
  const nameOf = (pubkey: string | undefined) =>
    getContext().snapshot.accounts.find((account) => account.pubkey === pubkey)?.name;

  /** A tab or site with an account of its own does not follow a switch everywhere. */
  const stays = $derived.by(() => {
    const name = nameOf(tab?.pubkey);
    const current = nameOf(getContext().snapshot.current);
    if (scope !== 'all' || !tab?.origin || tab.reason === 'current' || !name || !current) return undefined;
    if (name === current) return i18n.t('popup.staysAlone', [name]);
    return i18n.t(tab.reason === 'tab' ? 'popup.tabStays' : 'popup.siteStays', [name, current]);
  });

  /** Runs one command; if it fails, what was shown stays and a line says so. */
  async function run(command: () => Promise<Snapshot>, done = ''): Promise<void> {
    try {
      apply(await command());
      error = '';
      said = done;
    } catch (cause) {
      error = toErrorText(cause);
    }
  }

  function toSaid(name: string): string {
    if (!tab?.origin || (scope === 'all' && !stays)) return i18n.t('popup.nowEverywhere', [name]);
    const { head, tail } = toOriginParts(tab.origin);
    return i18n.t(stays ? 'popup.nowElsewhere' : 'popup.nowOn', [name, head + tail]);
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
    setScope: (next: Scope) => {
      chosen = next;
    },
    switchTo: (pubkey: string) =>
      run(
        () => client.switchAccount(pubkey, scope, tab?.origin ? tab.tabId : undefined),
        toSaid(nameOf(pubkey) ?? ''),
      ),
    lock: () => run(() => client.lock()),
    review: () => run(() => client.showPrompts()),
    /** Moves an account to a place, counted from 0. */
    move: (pubkey: string, to: number) => {
      const { accounts } = getContext().snapshot;
      const order = accounts.map((account) => account.pubkey).filter((other) => other !== pubkey);
      order.splice(to, 0, pubkey);
      const moved = i18n.t('popup.movedTo', [nameOf(pubkey) ?? '', String(to + 1), String(accounts.length)]);
      return run(() => client.reorderAccounts(order), moved);
    },
  };
}
