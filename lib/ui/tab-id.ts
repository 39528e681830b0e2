import { browser } from 'wxt/browser';

/** The tab a popup is about: the one named by `?tab=` where the popup is open as a page, else the active one. */
export async function findTabId(): Promise<number | undefined> {
  const named = new URLSearchParams(location.search).get('tab');
  if (named !== null && /^\d+$/.test(named)) return Number(named);
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
}
