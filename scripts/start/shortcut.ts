import type { BrowserContext, Page } from '@playwright/test';

/** The parts of the browser's own API that only a page of the extension may ask. */
declare const chrome: {
  commands: { getAll(): Promise<{ name: string; shortcut: string }[]> };
  tabs: { query(about: object): Promise<{ id: number }[]> };
  action: { getTitle(about: object): Promise<string> };
};

const expectInside = (context: BrowserContext): Page => {
  const page = context.pages().find((each) => each.url().startsWith('chrome-extension:'));
  if (!page) throw new Error('no page of the extension is open');
  return page;
};

/** The keys that the browser gave to a command of the manifest, such as `Alt+Shift+L`. */
export async function readShortcut(context: BrowserContext, command: string): Promise<string> {
  const commands = await expectInside(context).evaluate(() => chrome.commands.getAll());
  const shortcut = commands.find(({ name }) => name === command)?.shortcut;
  // Chromium silently drops suggested keys that it uses itself.
  if (!shortcut) throw new Error(`the browser gave no keys to the command ${command}`);
  return shortcut;
}

/** What the toolbar icon says of the tab in front. */
export const readToolbar = (context: BrowserContext): Promise<string> =>
  expectInside(context).evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    return chrome.action.getTitle({ tabId: tab?.id });
  });
