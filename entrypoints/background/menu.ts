/**
 * The right-click menu of the toolbar button. Its items are fixed and name no account: browsers write them into the
 * profile in clear, and keep them there (docs/security.md).
 */
import { browser, type Browser } from 'wxt/browser';
import { loadCatalogue } from '#lib/i18n/catalogue';
import { i18n } from '#lib/i18n/i18n';
import type { createCommands } from './commands';

/** What the menu does by itself, without the worker's rooms: the browser wants these straight from the click. */
const openings = {
  choose: openSwitcher,
  panel: openPanel,
};

const toItems = () => [
  { id: 'next-account', title: i18n.t('menu.next') },
  { id: 'previous-account', title: i18n.t('menu.previous') },
  { id: 'choose', title: i18n.t('menu.choose') },
  { id: 'panel', title: i18n.t('menu.panel') },
  { id: 'lock-now', title: i18n.t('menu.lock') },
];

/** Makes the items anew; the browser keeps them until the extension is installed or updated again. */
export async function createMenu(): Promise<void> {
  await loadCatalogue();
  await browser.contextMenus.removeAll();
  for (const item of toItems()) browser.contextMenus.create({ ...item, contexts: ['action'] });
}

/** Acts on the tab whose toolbar was clicked. */
export function listenToMenu(ready: () => Promise<{ commands: ReturnType<typeof createCommands> }>): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId }, tab) => {
    const id = String(menuItemId);
    if (Object.hasOwn(openings, id)) return void openings[id as keyof typeof openings](tab);
    void ready().then(async ({ commands }) => {
      if (Object.hasOwn(commands, id)) await commands[id as keyof typeof commands](tab);
    });
  });
}

/** The popup of the tab; in a window of its own where the browser does not open popups for extensions. */
async function openSwitcher(tab: Browser.tabs.Tab | undefined): Promise<void> {
  try {
    await browser.action.openPopup();
  } catch {
    const about = tab?.id === undefined ? '' : `?tab=${tab.id}`;
    const url = browser.runtime.getURL(`/popup.html${about}`);
    await browser.windows.create({ url, type: 'popup', width: 400, height: 640 });
  }
}

/** What Firefox has in the place of side panels. */
const isFirefox = (api: object): api is { sidebarAction: { open(): Promise<void> } } =>
  'sidebarAction' in api;

/** The side panel of Chromium, the sidebar of Firefox. */
function openPanel(tab: Browser.tabs.Tab | undefined): void {
  if (isFirefox(browser)) void browser.sidebarAction.open();
  else if (tab) void browser.sidePanel.open({ windowId: tab.windowId });
}
