/** Where the prompt is shown: in a window of its own, or in a tab where the browser has no windows (Firefox for Android). */
import { browser } from 'wxt/browser';

/** Without `windowId` it is a tab among the others. */
export interface Place {
  windowId?: number;
  tabId: number;
}

const PAGE = '/prompt.html';

/** Whether the browser lets extensions know its windows. */
export const hasWindows = (): boolean => 'windows' in browser;

/** Opens the prompt; undefined where the browser does not say what it opened. */
export async function openPlace(): Promise<Place | undefined> {
  if (!hasWindows()) {
    const { id } = await browser.tabs.create({ url: PAGE });
    return id === undefined ? undefined : { tabId: id };
  }
  const created = await browser.windows.create({ url: PAGE, type: 'popup', width: 400, height: 640 });
  const windowId = created?.id;
  if (windowId === undefined) return undefined;
  const tabId = (created?.tabs ?? (await browser.tabs.query({ windowId })))[0]?.id;
  return tabId === undefined ? undefined : { windowId, tabId };
}

/** Whether it has not been closed. */
export const isThere = ({ windowId, tabId }: Place): Promise<boolean> =>
  (windowId === undefined ? browser.tabs.get(tabId) : browser.windows.get(windowId)).then(
    () => true,
    () => false,
  );

/** Brings it to the front. */
export async function focusPlace({ windowId, tabId }: Place): Promise<void> {
  if (windowId === undefined) await browser.tabs.update(tabId, { active: true });
  else await browser.windows.update(windowId, { focused: true, drawAttention: true });
}

/** Closes it, if it is still there. */
export async function closePlace({ windowId, tabId }: Place): Promise<void> {
  const closing = windowId === undefined ? browser.tabs.remove(tabId) : browser.windows.remove(windowId);
  await closing.catch(() => undefined); // closed already
}
