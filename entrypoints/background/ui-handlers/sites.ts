/** Who is who where: switching, the account of a tab and of a site, rules, relays. */
import { isAllowedOrigin } from '#lib/nostr/origin';
import { connect, disconnect } from '#lib/permissions/permissions';
import { parseRelayUrl } from '#lib/nostr/relay-url';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import { InvalidError } from '#lib/rpc/errors';
import type { Scope, TabView } from '#lib/rpc/snapshot';
import type { State } from '#lib/storage/state';
import type { Rooms } from '../rooms';
import { createCommand, type UiCaller } from './command';

export function createSiteHandlers(rooms: Rooms) {
  const { store, sessions, tabs, identity, prompts, webPages } = rooms;
  const command = createCommand(rooms);

  /** Takes something back that a page could do; an answer that was kept for it must not give it again. */
  const revoke = async (change: (draft: State) => void) => {
    await store.change(change);
    await prompts.forgetAnswers();
  };

  /** This origin is `pubkey` from now on. Where it is connected already, it may know that; else it must ask. */
  const setSiteAccount = async (origin: string, pubkey: string, tabId?: number) => {
    sessions.expect(pubkey);
    if (!isAllowedOrigin(origin)) throw new InvalidError('no website of this name can use Facet');
    await store.change((draft) => {
      const isKnown = draft.rules.some((rule) => rule.origin === origin && rule.method === 'connect');
      if (isKnown) connect(draft, origin, pubkey, Date.now());
      if (tabId === undefined) (draft.sites[origin] ??= { usedAt: Date.now() }).pubkey = pubkey;
      const account = draft.accounts.find((each) => each.pubkey === pubkey);
      if (account) account.usedAt = Date.now();
    });
    const chosen = tabs.all.filter(({ tabId: id, tab }) =>
      tabId === undefined ? tab.origin === origin : id === tabId,
    );
    for (const each of chosen) tabs.choose(each.tabId, tabId === undefined ? undefined : pubkey);
  };

  async function getTab(tabId: number): Promise<TabView> {
    const origin = (await webPages.poke(tabId)) ? tabs.get(tabId)?.origin : undefined;
    if (origin === undefined) return { tabId, reason: 'current', connected: false };
    if (!sessions.current) return { tabId, origin, reason: 'current', connected: false };
    const { pubkey, reason } = identity.accountOf(tabId, origin);
    const told = identity.believedBy(tabId, origin);
    return {
      tabId,
      origin,
      reason,
      connected: pubkey !== undefined && identity.isConnected(origin, pubkey),
      ...(pubkey === undefined ? {} : { pubkey }),
      ...(told === undefined || told === pubkey ? {} : { told }),
    };
  }

  return {
    getTab: (_caller: UiCaller, tabId: number) => getTab(tabId),
    switchAccount: command(async (pubkey: string, scope: Scope, tabId?: number) => {
      const origin = tabId === undefined ? undefined : tabs.get(tabId)?.origin;
      if (scope === 'all' || origin === undefined) return sessions.switch(pubkey);
      await setSiteAccount(origin, pubkey, scope === 'tab' ? tabId : undefined);
    }),
    setSiteAccount: command((origin: string, pubkey: string) => setSiteAccount(origin, pubkey)),
    removeRule: command((id: string) =>
      revoke((draft) => {
        draft.rules = draft.rules.filter((rule) => rule.id !== id);
      }),
    ),
    disconnectSite: command(async (origin: string) => {
      await revoke((draft) => disconnect(draft, origin));
      for (const { tabId, tab } of tabs.all) if (tab.origin === origin) tabs.choose(tabId, undefined);
    }),
    setRelays: command((urls: string[]) => {
      const relays = [...new Set(urls.map(parseRelayUrl))];
      return store.change((draft) => {
        draft.settings.relays = relays;
      });
    }),
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
