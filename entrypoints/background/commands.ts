import { browser } from 'wxt/browser';
import type { Rooms } from './rooms';
import type { UiCaller } from './ui-handlers';
import { toSurroundings, type BrowserTab } from '#lib/requests/caller';
import type { Handlers, UiApi } from '#lib/rpc/contract';

/**
 * What each shortcut of the manifest does, and each item of the menu that has its name; `_execute_action` is the
 * browser's own. Without a tab it is about the one in front.
 */
export function createCommands(
  { vault, sessions, store, webPages, choices, identity }: Rooms,
  ui: Handlers<UiApi, UiCaller>,
) {
  /**
   * The neighbour of the account of the tab, in the order of the list, without those that the person takes
   * out of the cycle; nothing when there is no other. It counts where the tab's own account comes from.
   */
  async function cycle(step: 1 | -1, tab?: BrowserTab): Promise<void> {
    if (vault.status !== 'unlocked') return;
    const front = tab ?? (await browser.tabs.query({ active: true, lastFocusedWindow: true }))[0];
    if (front?.id === undefined) return;
    // the tab may have left the site that last spoke from it, which must not be switched unseen
    const place = await webPages.find(front);
    const { sites, current } = choices.of(toSurroundings(front));
    const chosen = place && identity.accountOf(place);
    const isKnown = place && (chosen?.reason !== 'current' || sites[place.origin] !== undefined);
    const { pubkey, reason } = (isKnown && chosen) || { pubkey: current, reason: 'current' as const };
    const order = store.state.accounts
      .filter((account) => !account.notInCycle || account.pubkey === pubkey)
      .map((account) => account.pubkey);
    const next = order[(order.indexOf(pubkey ?? '') + step + order.length) % order.length];
    if (next === undefined || next === pubkey || !sessions.get(next)) return;
    const scope = !isKnown ? 'all' : reason === 'current' ? 'site' : reason;
    await ui.switchAccount({ tabId: undefined }, next, scope, front.id, undefined);
  }

  /** Each press goes on from where the one before it ended. */
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (step: 1 | -1, tab?: BrowserTab): Promise<void> => {
    turn = turn.catch(() => undefined).then(() => cycle(step, tab));
    return turn;
  };

  return {
    'next-account': (tab?: BrowserTab) => inTurn(1, tab),
    'previous-account': (tab?: BrowserTab) => inTurn(-1, tab),
    'lock-now': () => vault.lock(),
  };
}
