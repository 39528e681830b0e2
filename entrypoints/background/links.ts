/** `nostr:` links that a person clicked on a website: opened with the client they chose, or asked about first. */
import { browser } from 'wxt/browser';
import { BY_BROWSER, toLinkUrl } from '#lib/nostr/link';
import type { PageCaller } from '#lib/requests/caller';
import { FacetError } from '#lib/rpc/errors';
import type { StateStore } from '#lib/vault/state-store';

/** One click opens one tab: a page that speaks for the person opens no more than one in this time. */
const PAUSE = 1_000;

/** Where a person chooses a client. */
const QUESTION = '/options.html#links';

export type Links = ReturnType<typeof createLinks>;

export function createLinks(store: StateStore) {
  /** The last link that nobody has chosen a client for, and the tab it was clicked in. */
  let waiting: { entity: string; tabId: number } | undefined;
  const openedAt = new Map<number, number>();
  /** The tab in which the person was asked last. */
  let question: number | undefined;

  const find = (tabId: number | undefined) =>
    tabId === undefined ? undefined : browser.tabs.get(tabId).catch(() => undefined);

  async function open(template: string, entity: string, tabId: number): Promise<void> {
    const tab = await find(tabId);
    // beside the page, and so in the same kind of window
    const place = tab ? { windowId: tab.windowId, index: tab.index + 1 } : {};
    await browser.tabs.create({ url: toLinkUrl(template, entity), ...place });
  }

  /** Asks the person for a client, in one tab however many links wait. */
  async function ask(tab: Awaited<ReturnType<typeof find>>): Promise<void> {
    const url = browser.runtime.getURL(QUESTION);
    const asked = await find(question);
    // in another window it stays where it is: the tab of the page, in front in its own, could call it up for ever
    if (asked?.url === url) {
      if (asked.windowId === tab?.windowId) await browser.tabs.update(asked.id, { active: true });
      return;
    }
    // Facet's pages cannot be in a private window
    const place = tab && !tab.incognito ? { windowId: tab.windowId, index: tab.index + 1 } : {};
    ({ id: question } = await browser.tabs.create({ url, ...place }));
  }

  return {
    /**
     * Opens a link of a page; `left`: it is the browser's. Throws `busy` for one right after another, and `denied` for a page
     * that is not in front: nobody can have clicked there. What is opened is in front then, so a page that nobody clicked
     * opens one tab each time that the person comes back to it.
     */
    async follow({ tabId }: PageCaller, entity: string): Promise<{ left: boolean }> {
      const client = store.isOpen ? store.state.links?.client : undefined;
      if (client === BY_BROWSER) return { left: true };
      const now = Date.now();
      if (now - (openedAt.get(tabId) ?? 0) < PAUSE) throw new FacetError('busy', 'one link at a time');
      openedAt.set(tabId, now);
      const tab = await find(tabId);
      if (!tab?.active)
        throw new FacetError('denied', 'a link is opened only by a click on the page in front');
      if (client !== undefined) await open(client, entity, tabId);
      else {
        waiting = { entity, tabId };
        await ask(tab);
      }
      return { left: false };
    },

    get waiting(): string | undefined {
      return waiting?.entity;
    },

    /** Opens the link that waits, now that there is a client for it. */
    async openWaiting(): Promise<void> {
      const client = store.state.links?.client;
      if (!waiting || client === undefined || client === BY_BROWSER) return;
      const { entity, tabId } = waiting;
      waiting = undefined;
      await open(client, entity, tabId);
    },

    forget(tabId: number): void {
      openedAt.delete(tabId);
    },
  };
}
