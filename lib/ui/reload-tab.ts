import { browser } from 'wxt/browser';

/** Loads the page of a tab anew. What was typed there and not sent is lost: only on a click that says so. */
export const reloadTab = (tabId: number): Promise<void> => browser.tabs.reload(tabId);
