import { browser } from 'wxt/browser';
import type { Rooms } from './rooms';
import type { UiCaller } from './ui-handlers';
import type { Handlers, UiApi } from '#lib/rpc/contract';

/** What each shortcut of the manifest does; `_execute_action` is the browser's own. */
export function createCommands(
  { vault, sessions, tabs, identity, store, webPages }: Rooms,
  ui: Handlers<UiApi, UiCaller>,
) {
  /** The neighbour of the account of the tab in front, in the person's order; nothing with fewer than two. */
  async function cycle(step: 1 | -1): Promise<void> {
    if (vault.status !== 'unlocked' || sessions.all.length < 2) return;
    const [front] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
    const tabId = front?.id;
    // the tab may have left the site that last spoke from it, which must not be switched unseen
    const isSite = tabId !== undefined && (await webPages.poke(tabId));
    const origin = isSite ? tabs.get(tabId)?.origin : undefined;
    const isConnected = origin !== undefined && store.state.sites[origin] !== undefined;
    const { pubkey, reason } =
      isConnected && isSite
        ? identity.accountOf(tabId, origin)
        : { pubkey: store.state.current, reason: 'current' };
    const order = sessions.all.map((session) => session.pubkey);
    const next = order[(order.indexOf(pubkey ?? '') + step + order.length) % order.length];
    if (next === undefined) return;
    const scope = !isConnected ? 'all' : reason === 'tab' ? 'tab' : 'site';
    await ui.switchAccount({ tabId: undefined }, next, scope, tabId);
  }

  /** Each press goes on from where the one before it ended. */
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (step: 1 | -1): Promise<void> => {
    turn = turn.catch(() => undefined).then(() => cycle(step));
    return turn;
  };

  return {
    'next-account': () => inTurn(1),
    'previous-account': () => inTurn(-1),
    'lock-now': () => vault.lock(),
  };
}
