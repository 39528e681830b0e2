/** The one window that shows waiting requests. Its URL says nothing; its id outlives the worker. */
import { browser } from 'wxt/browser';
import { promptWindowItem } from '../storage/session';

export type PromptWindow = ReturnType<typeof createPromptWindow>;

/** `onClosed` runs when the person closes the window, not when `close()` does. */
export function createPromptWindow(onClosed: () => void) {
  let held: { windowId: number; tabId: number } | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work, work);
    queue = turn.catch(() => undefined);
    return turn;
  };

  async function forget(): Promise<void> {
    held = undefined;
    await promptWindowItem.remove();
  }

  async function open(): Promise<void> {
    const created = await browser.windows.create({
      url: '/prompt.html',
      type: 'popup',
      width: 400,
      height: 640,
    });
    const windowId = created?.id;
    if (windowId === undefined) return;
    const tabId = (created?.tabs ?? (await browser.tabs.query({ windowId })))[0]?.id;
    if (tabId === undefined) return;
    held = { windowId, tabId };
    await promptWindowItem.set(held);
    // closed before it was known here, and so unheard
    if (!(await isThere(windowId))) onRemoved(windowId);
  }

  const isThere = (windowId: number): Promise<boolean> =>
    browser.windows.get(windowId).then(
      () => true,
      () => false,
    );

  function onRemoved(windowId: number): void {
    if (windowId !== held?.windowId) return;
    void forget();
    onClosed();
  }

  return {
    /** Finds the window again after the worker died. */
    restore: () =>
      inTurn(async () => {
        const known = await promptWindowItem.get();
        if (!known) return;
        if (await isThere(known.windowId)) held = known;
        else await forget();
      }),

    /** Opens the window, or leaves it as it is; `focus` brings it to the front. */
    show: (focus: boolean) =>
      inTurn(async () => {
        if (!held) return open();
        if (focus) await browser.windows.update(held.windowId, { focused: true, drawAttention: true });
      }),

    /** Closes the window, unless by then `isNeeded`. That it goes is no answer of the person's. */
    close: (isNeeded: () => boolean) =>
      inTurn(async () => {
        if (!held || isNeeded()) return;
        const { windowId } = held;
        held = undefined;
        await browser.windows.remove(windowId).catch(() => undefined); // closed already
        await promptWindowItem.remove();
      }),

    /** To be called for every window that goes. */
    onRemoved,

    /** Whether this tab is the prompt that Facet opened. */
    isTab: (tabId: number | undefined): boolean => tabId !== undefined && tabId === held?.tabId,
  };
}
