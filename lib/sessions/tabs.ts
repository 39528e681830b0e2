/**
 * The tabs whose pages have spoken to Facet: origin as the browser names it, the account chosen for this tab
 * alone, the account its document was last told. Kept in `storage.session`; gone with the tab or the browser.
 */
import type { Holds } from '../rpc/property';
import { tabsItem, type StoredTab } from '../storage/session';

export type Tabs = ReturnType<typeof createTabs>;

/** Where a page is: a site in a tab, in a Firefox container or none, in a private window or not. */
export interface Place {
  tabId: number;
  origin: string;
  container?: string;
  isPrivate?: true;
}

/** Where the page is that a tab shows. */
export const toPlace = (tabId: number, { origin, container, isPrivate }: StoredTab): Place => ({
  tabId,
  origin,
  ...(isPrivate ? { isPrivate } : {}),
  ...(container === undefined ? {} : { container }),
});

/** `onDocument` runs when a tab shows another document than before, `onChoice` when an account is chosen for one or another signer is found there. */
export function createTabs(onDocument: (tabId: number) => void, onChoice: () => void) {
  let tabs: Record<number, StoredTab> = {};
  const save = () => tabsItem.set(tabs);

  return {
    async restore(): Promise<void> {
      tabs = (await tabsItem.get()) ?? {};
    },

    get: (tabId: number): StoredTab | undefined => tabs[tabId],

    get all(): { tabId: number; tab: StoredTab }[] {
      return Object.entries(tabs).map(([tabId, tab]) => ({ tabId: Number(tabId), tab }));
    },

    /** A page of `origin` spoke from this tab. Another origin ends the tab's own choice, a new document what it was told. */
    see({ tabId, origin, container, isPrivate, documentId }: Place & { documentId: string }): StoredTab {
      const known = tabs[tabId];
      if (known?.origin === origin && known.documentId === documentId) return known;
      const choice = known?.origin === origin ? known.pubkey : undefined;
      const { toldBefore: before, told } = known ?? {};
      const toldBefore = known && told !== undefined ? { ...before, [known.origin]: told } : before;
      const tab: StoredTab = {
        origin,
        documentId,
        ...(choice === undefined ? {} : { pubkey: choice }),
        ...(toldBefore === undefined ? {} : { toldBefore }),
        ...(container === undefined ? {} : { container }),
        ...(isPrivate ? { isPrivate } : {}),
      };
      tabs[tabId] = tab;
      void save();
      onDocument(tabId);
      return tab;
    },

    /** The account chosen for this tab alone; undefined ends the choice. Does nothing for an unknown tab. */
    choose(tabId: number, pubkey: string | undefined): void {
      const tab = tabs[tabId];
      if (!tab || tab.pubkey === pubkey) return;
      const { pubkey: _, ...rest } = tab;
      tabs[tabId] = pubkey === undefined ? rest : { ...rest, pubkey };
      void save();
      onChoice();
    },

    /**
     * What the document in this tab was told; `untold` is whom it may have believed, if it is the first time. Does
     * nothing for an unknown tab.
     */
    tell(tabId: number, told: string, untold: string): void {
      const tab = tabs[tabId];
      if (!tab || tab.told === told) return;
      const { settled: _, ...rest } = tab;
      tabs[tabId] = { untold, ...rest, told };
      void save();
    },

    /** The person said whom this document means: as if it had never believed in another, whatever it said itself. */
    settle(page: Place & { documentId: string; told?: string | undefined }, told: string): void {
      const { tabId, origin, documentId, told: word } = page;
      const tab = tabs[tabId];
      if (tab?.origin !== origin || tab.documentId !== documentId) return;
      tabs[tabId] = { ...tab, told, untold: told, ...(word === undefined ? {} : { settled: word }) };
      void save();
    },

    /** Who holds `window.nostr` in the document of this tab. Does nothing for an unknown tab. */
    hold(tabId: number, holds: Holds): void {
      const tab = tabs[tabId];
      if (!tab || (tab.holds?.holder === holds.holder && tab.holds.others === holds.others)) return;
      tabs[tabId] = { ...tab, holds };
      void save();
      onChoice();
    },

    /** Whether the document in this tab hears when its account changes. Does nothing for an unknown tab. */
    listen(tabId: number, listens: boolean): void {
      const tab = tabs[tabId];
      if (!tab || (tab.listens ?? false) === listens) return;
      tabs[tabId] = { ...tab, listens };
      void save();
    },

    /** Everything is deleted: what tabs chose and were told is of accounts that never were. */
    async forgetAccounts(): Promise<void> {
      for (const [tabId, known] of Object.entries(tabs)) {
        const { pubkey: _, told: __, untold: ___, settled: ____, toldBefore: _____, ...tab } = known;
        tabs[Number(tabId)] = tab;
      }
      await save();
    },

    forget(tabId: number): void {
      if (!tabs[tabId]) return;
      delete tabs[tabId];
      void save();
    },
  };
}
