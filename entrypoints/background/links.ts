/** `nostr:` links that a person clicked on a website: opened with the client they chose, or asked about first. */
import { browser } from 'wxt/browser';
import { BY_BROWSER, toLinkUrl } from '#lib/nostr/link';
import type { PageCaller } from '#lib/requests/caller';
import { FacetError } from '#lib/rpc/errors';
import type { StateStore } from '#lib/vault/state-store';

/** One click opens one tab: a page that speaks for the person opens no more than one in this time. */
const PAUSE = 1_000;

export type Links = ReturnType<typeof createLinks>;

export function createLinks(store: StateStore) {
  /** The last link that nobody has chosen a client for, and the tab it was clicked in. */
  let waiting: { entity: string; tabId: number } | undefined;
  const openedAt = new Map<number, number>();

  async function open(template: string, entity: string, tabId: number): Promise<void> {
    const tab = await browser.tabs.get(tabId).catch(() => undefined);
    // beside the page, and so in the same kind of window
    const place = tab ? { windowId: tab.windowId, index: tab.index + 1 } : {};
    await browser.tabs.create({ url: toLinkUrl(template, entity), ...place });
  }

  return {
    /** Opens a link of a page; `left`: it is the browser's. Throws `busy` for one right after another. */
    async follow({ tabId }: PageCaller, entity: string): Promise<{ left: boolean }> {
      const client = store.isOpen ? store.state.links?.client : undefined;
      if (client === BY_BROWSER) return { left: true };
      const now = Date.now();
      if (now - (openedAt.get(tabId) ?? 0) < PAUSE) throw new FacetError('busy', 'one link at a time');
      openedAt.set(tabId, now);
      if (client !== undefined) await open(client, entity, tabId);
      else {
        waiting = { entity, tabId };
        await browser.tabs.create({ url: browser.runtime.getURL('/options.html#links') });
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
