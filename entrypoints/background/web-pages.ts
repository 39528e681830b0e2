/** The web pages that have spoken to Facet: what their toolbar button shows, and when they are asked to check in. */
import { browser } from 'wxt/browser';
import type { Identity } from '#lib/requests/identity';
import type { Snapshot } from '#lib/rpc/snapshot';
import type { Poke } from '#lib/rpc/transports';
import type { Sessions } from '#lib/sessions/sessions';
import { toPlace, type Place, type Tabs } from '#lib/sessions/tabs';
import { showWaiting, showWho, type Look } from '#lib/toolbar/toolbar';

const POKE: Poke = { facet: 'poke' };

/** A content script that does not answer is a page that cannot use Facet, or is frozen; nobody waits for it. */
const POKE_TIMEOUT = 500;

export type WebPages = ReturnType<typeof createWebPages>;

export function createWebPages(tabs: Tabs, sessions: Sessions, identity: Identity) {
  /** What each button shows (undefined: the buttons of all other tabs), so that only changed ones are drawn. */
  const shown = new Map<number | undefined, string>();
  /** The account that each tab's page was asked to check in for. */
  const asked = new Map<number, string>();

  /** Has a page check in. False: no page there can use Facet, and what is known of the tab is of an earlier page. */
  async function poke(tabId: number): Promise<boolean> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(true), POKE_TIMEOUT);
    });
    const answered = browser.tabs.sendMessage(tabId, POKE, { frameId: 0 }).then(
      () => true,
      () => false,
    );
    const isThere = await Promise.race([answered, timeout]);
    clearTimeout(timer);
    return isThere;
  }

  /** Brings one button (every button without `tabId`) up to date. */
  function show(snapshot: Snapshot, pubkey: string | undefined, tabId?: number): void {
    const account = snapshot.accounts.find((each) => each.pubkey === pubkey);
    const look: Look = account ?? (snapshot.vault === 'locked' ? 'locked' : 'none');
    const drawing = typeof look === 'string' ? look : `${look.pubkey} ${look.accent} ${look.name}`;
    if (shown.get(tabId) === drawing) return;
    shown.set(tabId, drawing);
    void showWho(look, tabId);
  }

  return {
    /** Where the page of a tab is, if it can use Facet; it is asked, as it may have changed unseen. */
    async find(tabId: number): Promise<Place | undefined> {
      const tab = (await poke(tabId)) ? tabs.get(tabId) : undefined;
      return tab && toPlace(tabId, tab);
    },

    /** A new snapshot: buttons follow, and pages whose account is another one now are asked to check in. */
    update(snapshot: Snapshot): void {
      const accent = snapshot.accounts.find(({ pubkey }) => pubkey === snapshot.current)?.accent;
      void showWaiting(snapshot.pending.length, accent);
      show(snapshot, snapshot.current);
      for (const { tabId, tab } of tabs.all) {
        const place = toPlace(tabId, tab);
        const account = sessions.current ? identity.accountOf(place).pubkey : undefined;
        const isConnected = account !== undefined && identity.isConnected(place, account);
        show(snapshot, account, tabId);
        const told = `${account} ${isConnected}`;
        if (sessions.current && asked.get(tabId) !== told) {
          asked.set(tabId, told);
          void poke(tabId);
        }
      }
    },

    /** The browser forgot this tab's button with its page, or the tab is gone. */
    forget(tabId: number): void {
      shown.delete(tabId);
      asked.delete(tabId);
    },
  };
}
