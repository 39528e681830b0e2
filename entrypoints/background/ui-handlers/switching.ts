/** Who is who where: the account of a tab, of a container, of a site, and everywhere. */
import { browser } from 'wxt/browser';
import { isAllowedOrigin } from '#lib/nostr/origin';
import { allowTogether } from '#lib/permissions/pairs';
import { connect, knownTo } from '#lib/permissions/permissions';
import { toSurroundings } from '#lib/requests/caller';
import type { Handlers, UiApi } from '#lib/rpc/contract';
import { InvalidError } from '#lib/rpc/errors';
import { toSiteLinks } from '#lib/rpc/pairs';
import type { Choice, Scope, TabView } from '#lib/rpc/snapshot';
import type { WindowKind } from '#lib/sessions/choices';
import { toSiteView } from '#lib/sessions/snapshot';
import { toPlace, type Place } from '#lib/sessions/tabs';
import type { State } from '#lib/storage/state';
import type { Rooms } from '../rooms';
import { toAbsent } from './absent';
import { createCommand, type UiCaller } from './command';

type Together = 'once' | 'always' | undefined;

/** A website in the place where an account is chosen for it. */
type Site = Pick<Place, 'origin' | 'isPrivate'>;

export function createSwitchHandlers(rooms: Rooms) {
  const { sessions, tabs, choices, identity, webPages, appearance } = rooms;
  const command = createCommand(rooms);

  /** Whether a tab is in a private window, also where no website is in it. Undefined: the tab is gone. */
  const findWindowKind = (tabId: number): Promise<WindowKind | undefined> =>
    browser.tabs.get(tabId).then(toSurroundings, () => undefined);

  const use = (draft: State, pubkey: string): void => {
    const account = draft.accounts.find((each) => each.pubkey === pubkey);
    if (account) account.usedAt = Date.now();
  };

  /**
   * A site that is connected goes on as this account: it may know it, unless that would show it two accounts that
   * may not be seen together. Then it has to ask, and the person is told what that would give away.
   */
  function introduce(draft: State, site: Site, pubkey: string, together: Together): void {
    const heard = identity.couldLink(site);
    const now = Date.now();
    if (heard.length === 0 || knownTo(draft.rules, site.origin, now).includes(pubkey)) return;
    const links = toSiteLinks(pubkey, heard, draft.pairs ?? []);
    if (together === 'always') for (const link of links) allowTogether(draft, pubkey, link.pubkey);
    if (links.length === 0 || together) connect(draft, site.origin, pubkey, now);
  }

  async function setSiteAccount(site: Site, pubkey: string, together: Together): Promise<void> {
    const { origin } = site;
    sessions.expect(pubkey);
    if (!isAllowedOrigin(origin)) throw new InvalidError('no website of this name can use Facet');
    await choices.change(site, (draft) => {
      introduce(draft, site, pubkey, together);
      (draft.sites[origin] ??= { usedAt: Date.now() }).pubkey = pubkey;
      use(draft, pubkey);
    });
    for (const { tabId, tab } of tabs.all) {
      if (tab.origin === origin && tab.isPrivate === site.isPrivate) tabs.choose(tabId, undefined);
    }
  }

  /** The narrower places. A choice for the container ends the one for this tab, which would hide it. */
  async function choose(place: Place, choice: 'tab' | 'container', pubkey: string, together: Together) {
    const { tabId, container } = place;
    sessions.expect(pubkey);
    if (choice === 'container' && container === undefined)
      throw new InvalidError('this tab is in no container');
    await choices.change(place, (draft) => {
      introduce(draft, place, pubkey, together);
      if (choice === 'container' && container !== undefined) {
        ((draft.containers ??= {})[container] ??= { beliefs: {} }).pubkey = pubkey;
      }
      use(draft, pubkey);
    });
    tabs.choose(tabId, choice === 'tab' ? pubkey : undefined);
  }

  async function getTab(tabId: number): Promise<TabView> {
    const nobody: TabView = { tabId, reason: 'current', choices: {}, connected: false, knows: [] };
    const tab = await browser.tabs.get(tabId).catch(() => undefined);
    const place = await webPages.find(tab ?? { id: tabId });
    if (!place || !appearance.appears(place.origin)) {
      const { isPrivate } = tab ? toSurroundings(tab) : {};
      const absent = toAbsent(appearance, tab, place !== undefined);
      const elsewhere = absent ? { ...nobody, absent } : nobody;
      if (!isPrivate || !sessions.current) return elsewhere;
      const { current } = choices.of({ isPrivate });
      return { ...elsewhere, isPrivate, ...(current === undefined ? {} : { pubkey: current, current }) };
    }
    const { origin, container, isPrivate } = place;
    if (!sessions.current) return { ...nobody, origin };
    const { pubkey, reason } = identity.accountOf(place);
    const { current, ...chosen } = identity.chosenFor(place);
    const held = Object.entries(chosen).filter(([, each]) => each !== undefined && sessions.get(each));
    const told = identity.believedBy(place);
    const { told: toldHere, holds } = tabs.get(tabId) ?? {};
    const isToldEarlier = toldHere === undefined;
    const knows = identity.couldLink(place);
    const site = toSiteView(choices.of(place), origin, Date.now(), knows);
    return {
      tabId,
      origin,
      reason,
      choices: Object.fromEntries(held),
      connected: pubkey !== undefined && identity.isConnected(place, pubkey),
      knows,
      ...(pubkey === undefined ? {} : { pubkey }),
      ...(told === undefined || told === pubkey
        ? {}
        : { told, ...(isToldEarlier ? { toldEarlier: true } : {}) }),
      ...(site ? { site } : {}),
      ...(holds ? { holds } : {}),
      ...(container === undefined ? {} : { inContainer: true }),
      ...(isPrivate ? { isPrivate, ...(current === undefined ? {} : { current }) } : {}),
    };
  }

  /** Throws `invalid` where no website of Facet is: a choice for it must not become one for everything. */
  function expectPlace(tabId: number | undefined): Place {
    const tab = tabId === undefined ? undefined : tabs.get(tabId);
    if (tabId === undefined || !tab) throw new InvalidError('there is no website of Facet in this tab');
    return toPlace(tabId, tab);
  }

  return {
    getTab: (_caller: UiCaller, tabId: number) => getTab(tabId),
    switchAccount: command(async (pubkey: string, scope: Scope, tabId?: number, together?: Together) => {
      if (scope === 'site') return setSiteAccount(expectPlace(tabId), pubkey, together);
      if (scope !== 'all') return choose(expectPlace(tabId), scope, pubkey, together);
      const kind = tabId === undefined ? {} : await findWindowKind(tabId);
      // it may have been in a private window, whose choices are no others'
      if (!kind) throw new InvalidError('this tab is gone');
      if (!kind.isPrivate) return sessions.switch(pubkey);
      sessions.expect(pubkey);
      await choices.change(kind, (draft) => {
        draft.current = pubkey;
      });
    }),
    clearChoice: command(async (choice: Choice, tabId: number) => {
      const place = expectPlace(tabId);
      const { origin, container } = place;
      if (choice === 'tab') return tabs.choose(tabId, undefined);
      await choices.change(place, (draft) => {
        if (choice === 'site') delete draft.sites[origin]?.pubkey;
        else if (container !== undefined) delete draft.containers?.[container]?.pubkey;
      });
    }),
    setSiteAccount: command((origin: string, pubkey: string, together?: Together) =>
      setSiteAccount({ origin }, pubkey, together),
    ),
  } satisfies Partial<Handlers<UiApi, UiCaller>>;
}
