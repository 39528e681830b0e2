/** The side panel of Chromium, the sidebar of Firefox: the switcher beside the page, open as long as one likes. */
import { browser } from 'wxt/browser';

/** What Firefox has in the place of side panels. */
const isFirefox = (api: object): api is { sidebarAction: { open(): Promise<void> } } =>
  'sidebarAction' in api;

/** Whether this page is not the panel itself, and the browser has one. */
export const canOpenPanel = (): boolean =>
  location.pathname !== '/sidepanel.html' && ('sidePanel' in browser || isFirefox(browser));

/** Opens the panel of this window. Must be called straight from a click: browsers refuse otherwise. */
export async function openPanel(): Promise<void> {
  if (isFirefox(browser)) return browser.sidebarAction.open();
  const { id } = await browser.windows.getCurrent();
  if (id !== undefined) await browser.sidePanel.open({ windowId: id });
}
