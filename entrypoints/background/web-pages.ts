/** The websites that tabs show: who their toolbar buttons say you are, and when their pages are asked to check in. */
import { browser } from 'wxt/browser';
import { isAllowedOrigin } from '#lib/nostr/origin';
import { toSurroundings, type BrowserTab } from '#lib/requests/caller';
import type { Identity } from '#lib/requests/identity';
import type { Snapshot } from '#lib/rpc/snapshot';
import type { Poke } from '#lib/rpc/transports';
import type { ChoiceBooks } from '#lib/sessions/choices';
import type { Sessions } from '#lib/sessions/sessions';
import { toPlace, type Place, type Tabs } from '#lib/sessions/tabs';
import { buttonsItem } from '#lib/storage/session';
import { toLook, toLookKey, type Look } from '#lib/toolbar/look';
import { showWaiting, showWho } from '#lib/toolbar/toolbar';

const POKE: Poke = { facet: 'poke' };

/** A content script that does not answer is a page that cannot use Facet, or is frozen; nobody waits for it. */
const POKE_TIMEOUT = 500;

/** Stands among the tabs for all buttons that show nothing of their own. */
const OTHERS = -1;

/** Where there are no rooms: every button that may name an account says that Facet is locked. */
export async function showLocked(): Promise<void> {
  const ids = new Set([OTHERS, ...Object.keys((await buttonsItem.get()) ?? {}).map(Number)]);
  const locked = [...ids].map((id) => [id, toLookKey('locked')]);
  await buttonsItem.set(Object.fromEntries(locked) as Record<number, string>);
  const shown = [...ids].map((id) => showWho('locked', id === OTHERS ? undefined : id));
  await Promise.all([showWaiting(0, undefined), ...shown]);
}

export interface WebPageRooms {
  tabs: Tabs;
  sessions: Sessions;
  choices: ChoiceBooks;
  identity: Identity;
}

export type WebPages = ReturnType<typeof createWebPages>;

/** `onArrival` runs when a tab has to be looked at anew. */
export function createWebPages({ tabs, sessions, choices, identity }: WebPageRooms, onArrival: () => void) {
  /** What each button shows: only changed ones are drawn, and only pages for which something changed are asked. */
  let shown: Record<number, string> = {};

  function note(tabId: number, key: string | undefined): void {
    if (key === undefined) delete shown[tabId];
    else shown[tabId] = key;
    void buttonsItem.set(shown);
  }

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

  /**
   * The button of a website's tab, as soon as the page has checked in. The browser takes a button back with its page:
   * what is known of a page that has left unseen must not be drawn over what is there now, which is `elsewhere`.
   */
  async function showSite(tabId: number, look: Look, elsewhere: Look | undefined): Promise<void> {
    const key = toLookKey(look);
    if (shown[tabId] === key) return;
    note(tabId, key);
    const isThere = await poke(tabId);
    if (shown[tabId] !== key) return;
    if (isThere) await showWho(look, tabId);
    else if (elsewhere) await showWho(elsewhere, tabId);
  }

  async function showElsewhere(tabId: number, look: Look): Promise<void> {
    const key = toLookKey(look);
    if (tabs.get(tabId) || shown[tabId] === key) return;
    note(tabId, key);
    await showWho(look, tabId);
  }

  /** Whom the button of a private tab without a website shows, where somebody was made the current account there. */
  function toPrivateLook(snapshot: Snapshot): Look | undefined {
    const { privateCurrent } = choices;
    return privateCurrent === undefined ? undefined : toLook(snapshot, { pubkey: privateCurrent });
  }

  /** Tabs of private windows without a website, where somebody else was made the current account. */
  async function showPrivate(look: Look): Promise<void> {
    for (const tab of await browser.tabs.query({})) {
      if (tab.id !== undefined && toSurroundings(tab).isPrivate) await showElsewhere(tab.id, look);
    }
  }

  return {
    async restore(): Promise<void> {
      shown = (await buttonsItem.get()) ?? {};
    },

    /**
     * Where the page of a tab is, if it can use Facet; it is asked, as it may have changed unseen. A page that cannot, as
     * its address says, may be the popup itself, which would be late to say so.
     */
    async find({ id, url }: BrowserTab): Promise<Place | undefined> {
      const isElsewhere = url && URL.canParse(url) && !isAllowedOrigin(new URL(url).origin);
      if (id === undefined || isElsewhere) return undefined;
      const tab = (await poke(id)) ? tabs.get(id) : undefined;
      return tab && toPlace(id, tab);
    },

    /** A new snapshot: buttons follow, and pages whose account is another one now are asked to check in. */
    update(snapshot: Snapshot): void {
      const accent = snapshot.accounts.find(({ pubkey }) => pubkey === snapshot.current)?.accent;
      void showWaiting(snapshot.pending.length, accent);
      const others = toLook(snapshot, { pubkey: snapshot.current });
      if (shown[OTHERS] !== toLookKey(others)) {
        note(OTHERS, toLookKey(others));
        void showWho(others);
      }
      const privately = toPrivateLook(snapshot);
      if (privately && sessions.current) void showPrivate(privately);
      if (!sessions.current) {
        for (const id of Object.keys(shown).map(Number)) if (id !== OTHERS) void showElsewhere(id, others);
      }
      for (const { tabId, tab } of tabs.all) {
        const place = toPlace(tabId, tab);
        const pubkey = sessions.current ? identity.accountOf(place).pubkey : undefined;
        const isConnected = pubkey !== undefined && identity.isConnected(place, pubkey);
        const look = toLook(snapshot, { pubkey, origin: place.origin, isConnected });
        void showSite(tabId, look, place.isPrivate ? privately : undefined);
      }
    },

    /** A private tab opened, or has loaded what is no website: the browser gave its button the look of all others. */
    async showEmpty(tabId: number, snapshot: Snapshot): Promise<void> {
      const look = sessions.current && toPrivateLook(snapshot);
      if (!look || tabs.get(tabId)) return;
      note(tabId, undefined);
      await showElsewhere(tabId, look);
    },

    /** A page came to the front of this tab; the browser forgot the button with the page before it. */
    arrive(tabId: number): void {
      note(tabId, undefined);
      onArrival();
    },

    /** The browser forgot this tab's button with its page, or the tab is gone. */
    forget(tabId: number): void {
      note(tabId, undefined);
    },
  };
}
