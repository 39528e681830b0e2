/** The one window that shows waiting requests. Its URL says nothing; its id outlives the worker. */
import { promptWindowItem } from '../storage/session';
import { closePlace, focusPlace, isThere, openPlace, type Place } from './place';

export type PromptWindow = ReturnType<typeof createPromptWindow>;

/** `onClosed` runs when the person closes the window, not when `close()` does. */
export function createPromptWindow(onClosed: () => void) {
  let held: Place | undefined;
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
    const place = await openPlace();
    if (!place) return;
    held = place;
    await promptWindowItem.set(place);
    // closed before it was known here, and so unheard
    if (!(await isThere(place)) && held === place) gone();
  }

  function gone(): void {
    void forget();
    onClosed();
  }

  return {
    /** Finds the window again after the worker died. */
    restore: () =>
      inTurn(async () => {
        const known = await promptWindowItem.get();
        if (!known) return;
        if (await isThere(known)) held = known;
        else await forget();
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
        await closePlace(place);
        await promptWindowItem.remove();
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
