/** What Facet's own pages may ask: one short function per method of `uiApi`. */
import { isAllowedOrigin } from '#lib/nostr/origin';
import { createSecretKey, parseSecretKey } from '#lib/nostr/keys';
import { connect, disconnect } from '#lib/permissions/permissions';
import { parseRelayUrl } from '#lib/relays/relay-url';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import { FacetError, InvalidError } from '#lib/rpc/errors';
import type { Snapshot, TabView } from '#lib/rpc/snapshot';
import type { State, StoredAccount } from '#lib/storage/state';
import { toNcryptsec } from '#lib/vault/ncryptsec';
import type { Rooms } from './rooms';

/** The page of Facet behind a call: the tab it is in, if it is in one. */
export interface UiCaller {
  tabId: number | undefined;
}

export function createUiHandlers(rooms: Rooms): Handlers<UiApi, UiCaller> {
  const { vault, store, secrets, sessions, tabs, identity, prompts, promptWindow, webPages, publisher } =
    rooms;

  /** A command: the person acted, so the auto-lock starts anew; what it did is in the snapshot. */
  const command =
    <Args extends unknown[]>(act: (...args: Args) => Promise<unknown> | void) =>
    async (_caller: UiCaller, ...args: Args): Promise<Snapshot> => {
      await act(...args);
      await vault.touch();
      return publisher.snapshot();
    };

  const edit = (change: (draft: State) => void) => store.change(change);

  /** Takes something back that a page could do; an answer that was kept for it must not give it again. */
  const revoke = async (change: (draft: State) => void) => {
    await edit(change);
    await prompts.forgetAnswers();
  };

  const editAccount = (pubkey: string, change: (account: StoredAccount) => void) =>
    edit((draft) => {
      const account = draft.accounts.find((each) => each.pubkey === pubkey);
      if (!account) throw new FacetError('no-account', 'this account is not in Facet');
      change(account);
    });

  /** This origin is `pubkey` from now on. Where it is connected already, it may know that; else it must ask. */
  const setSiteAccount = async (origin: string, pubkey: string, tabId?: number) => {
    sessions.expect(pubkey);
    if (!isAllowedOrigin(origin)) throw new InvalidError('no website of this name can use Facet');
    await edit((draft) => {
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
    getSnapshot: () => publisher.snapshot(),
    getTab: (_caller, tabId) => getTab(tabId),

    createVault: command(async (password) => {
      await vault.create(password);
      await rooms.open();
    }),
    unlock: command(async (password) => {
      // a wrong password may have begun a wait, which every open page should show
      await vault.unlock(password).finally(() => publisher.publish());
      await rooms.open();
    }),
    lock: command(() => vault.lock()),

    addSecretKey: command(async (key, nickname) => {
      vault.expectKeys();
      await sessions.add(parseSecretKey(key), nickname);
    }),
    generateAccount: command(async (nickname) => {
      vault.expectKeys();
      await sessions.add(createSecretKey(), nickname);
    }),
    switchAccount: command(async (pubkey, scope, tabId) => {
      const origin = tabId === undefined ? undefined : tabs.get(tabId)?.origin;
      if (scope === 'all' || origin === undefined) return sessions.switch(pubkey);
      await setSiteAccount(origin, pubkey, scope === 'tab' ? tabId : undefined);
    }),
    setSiteAccount: command((origin, pubkey) => setSiteAccount(origin, pubkey)),
    renameAccount: command((pubkey, nickname) =>
      editAccount(pubkey, (account) => {
        if (nickname?.trim()) account.nickname = nickname.trim();
        else delete account.nickname;
      }),
    ),
    recolorAccount: command((pubkey, accent) =>
      editAccount(pubkey, (account) => {
        account.accent = accent;
      }),
    ),
    reorderAccounts: command((pubkeys) =>
      edit((draft) => {
        const byPubkey = new Map(draft.accounts.map((account) => [account.pubkey, account]));
        const ordered = [...new Set(pubkeys)].flatMap((pubkey) => byPubkey.get(pubkey) ?? []);
        if (ordered.length !== draft.accounts.length) {
          throw new InvalidError(
            `the order must name all ${draft.accounts.length} accounts, got ${ordered.length}`,
          );
        }
        draft.accounts = ordered;
      }),
    ),
    logout: command((pubkey) => sessions.logout(pubkey)),
    logoutAll: command(() => sessions.logoutAll()),
    async exportAccount(_caller, pubkey, password) {
      await vault.touch();
      await vault.confirm(password);
      const account = store.state.accounts.find((each) => each.pubkey === pubkey);
      if (!account) throw new FacetError('no-account', 'this account is not in Facet');
      const ncryptsec = await toNcryptsec(secrets.of(account.id, pubkey), password);
      await editAccount(pubkey, (each) => {
        each.backedUpAt = Date.now();
      });
      return { ncryptsec };
    },

    removeRule: command((id) =>
      revoke((draft) => {
        draft.rules = draft.rules.filter((rule) => rule.id !== id);
      }),
    ),
    disconnectSite: command(async (origin) => {
      await revoke((draft) => disconnect(draft, origin));
      for (const { tabId, tab } of tabs.all) if (tab.origin === origin) tabs.choose(tabId, undefined);
    }),
    setRelays: command((urls) => {
      const relays = [...new Set(urls.map(parseRelayUrl))];
      return edit((draft) => {
        draft.settings.relays = relays;
      });
    }),
    setAutoLock: command((minutes) =>
      edit((draft) => {
        draft.settings.autoLockMinutes = minutes;
      }),
    ),

    getPrompts: () => prompts.views,
    async answerPrompt({ tabId }, id, digest, answer) {
      if (!promptWindow.isTab(tabId)) {
        throw new FacetError('unsupported', 'an answer counts only from the window that Facet opened');
      }
      await vault.touch();
      await prompts.answer(id, digest, answer);
      return publisher.snapshot();
    },
    showPrompts: command(() => promptWindow.show(true)),
  };
}
