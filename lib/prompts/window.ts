/** The one window that shows waiting requests. Its URL says nothing; its id outlives the worker. */
import { promptWindowItem } from '../storage/session';
import { closePlace, focusPlace, isThere, openPlace, type Place } from './place';

export type PromptWindow = ReturnType<typeof createPromptWindow>;

/** `onClosed` runs when the person closes the window, not when `close()` does, with the requests that it has shown. */
export function createPromptWindow(onClosed: (shown: readonly string[]) => void) {
  let held: Place | undefined;
  let shown: readonly string[] = [];
  let queue: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work, work);
    queue = turn.catch(() => undefined);
    return turn;
  };

  async function forget(): Promise<void> {
    held = undefined;
    shown = [];
    await promptWindowItem.remove();
  }

  async function open(): Promise<void> {
    const place = await openPlace();
    if (!place) return;
    held = place;
    await promptWindowItem.set(place);
    // closed before it was known here, and so unheard
    if (!(await isThere(place)) && held === place) gone();
  }

  function gone(): void {
    const before = shown;
    void forget();
    onClosed(before);
  }

  return {
    /** Finds the window again after the worker died. */
    restore: () =>
      inTurn(async () => {
        const known = await promptWindowItem.get();
        if (!known) return;
        if (!(await isThere(known))) return forget();
        held = known;
        shown = known.shown ?? [];
      }),

    /** Opens the window, or leaves it as it is; `focus` brings it to the front. */
    show: (focus: boolean) =>
      inTurn(async () => {
        if (!held) return open();
        if (focus) await focusPlace(held);
      }),

    /** Closes the window, unless by then `isNeeded`. That it goes is no answer of the person's. */
    close: (isNeeded: () => boolean) =>
      inTurn(async () => {
        if (!held || isNeeded()) return;
        const place = held;
        held = undefined;
        shown = [];
        await closePlace(place);
        await promptWindowItem.remove();
      }),

    /** What the prompt in this tab has shown of what waits, each time that this changes: to close it is a no to no more. */
    note: (tabId: number | undefined, ids: readonly string[]) =>
      inTurn(async () => {
        if (!held || tabId === undefined) return;
        // opened by a worker that died before it could say so: there is one window, and answers count from that alone
        if (tabId !== held.tabId) return closePlace({ tabId });
        shown = ids;
        await promptWindowItem.set({ ...held, shown });
      }),

    /** To be called for every window that goes. */
    onRemoved: (windowId: number): void => {
      if (windowId === held?.windowId) gone();
    },

    /** To be called for every tab that goes; where the prompt has a window, that one counts. */
    onTabRemoved: (tabId: number): void => {
      if (held?.windowId === undefined && tabId === held?.tabId) gone();
    },

    /** Whether this tab is the prompt that Facet opened. */
    isTab: (tabId: number | undefined): boolean => tabId !== undefined && tabId === held?.tabId,
  };
}
