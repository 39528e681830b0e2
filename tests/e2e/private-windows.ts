/** The switch with which a person lets an extension into private windows, on the browser's own page. */
import { expect, type BrowserContext, type Page } from '@playwright/test';

/** What the functions below find when they run inside a page of the browser or of Facet. */
declare const chrome: {
  developerPrivate: {
    updateProfileConfiguration(change: { inDeveloperMode: boolean }): Promise<void>;
    updateExtensionConfiguration(change: { extensionId: string; incognitoAccess: boolean }): Promise<void>;
  };
  windows: { create(how: object): Promise<{ id: number; tabs: { id: number }[] }> };
};

/** Waits until a page of the extension opens. */
export async function expectExtension(context: BrowserContext, id: string): Promise<void> {
  const isThere = async () => {
    const page = await context.newPage();
    const answer = await page.goto(`chrome-extension://${id}/manifest.json`).catch(() => null);
    await page.close();
    return answer !== null;
  };
  await expect.poll(isThere, { message: 'the extension is there again' }).toBe(true);
}

/** Turns the switch; the browser starts the extension anew for it, which an unpacked one survives in developer mode. */
export async function allowPrivateWindows(context: BrowserContext, id: string): Promise<void> {
  const page = await context.newPage();
  await page.goto('chrome://extensions');
  const restarted = context.waitForEvent('serviceworker');
  await page.evaluate(async (extensionId) => {
    await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    await chrome.developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true });
  }, id);
  await restarted;
  await page.close();
  await expectExtension(context, id);
}

/** A new private window with one page; `caller` is a page of Facet. */
export async function openPrivate(caller: Page, url: string) {
  const opened = caller.context().waitForEvent('page');
  const { id, tabs } = await caller.evaluate(
    (address) => chrome.windows.create({ incognito: true, url: address, left: 0, top: 0 }),
    url,
  );
  const page = await opened;
  await page.waitForURL(url);
  const [tab] = tabs;
  if (!tab) throw new Error('the private window has no tab');
  return { page, tabId: tab.id, windowId: id };
}
