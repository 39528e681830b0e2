/** Facet in Firefox as the tests use it: its own interface, its pages, its prompts, and the websites beside it. */
import { expect } from '@playwright/test';
import type { Page } from 'puppeteer-core';
import type { Client, UiApi } from '../../../lib/rpc/contract';
import type { PromptView } from '../../../lib/rpc/prompt';
import { startBrowser, type FirefoxBrowser, type FirefoxOptions } from './browser';
import { FirefoxPopup } from './popup';
import { FirefoxPrompt } from './prompt';
import { Screen } from './screen';

/** What the functions below find when they run inside a page of Facet. */
declare const browser: {
  runtime: { sendMessage(message: object): Promise<unknown> };
  tabs: { query(which: object): Promise<{ id: number; url: string }[]> };
};

export type FirefoxFacet = Awaited<ReturnType<typeof drive>>;

/** Starts a Firefox with Facet loaded; resolves when the onboarding page has opened by itself. */
export async function launchFirefox(options: FirefoxOptions = {}): Promise<FirefoxFacet> {
  const firefox = await startBrowser(options);
  try {
    return await drive(firefox);
  } catch (error) {
    await firefox.close();
    throw error;
  }
}

/**
 * The page that Facet opens when it is installed. Firefox does not always tell the protocol of a tab that an add-on
 * opens: then Firefox itself is asked whether it is there, from a second one.
 */
async function expectOnboarding(firefox: FirefoxBrowser): Promise<Page> {
  try {
    return await firefox.expectPage('onboarding.html');
  } catch (untold) {
    const second = await firefox.open('onboarding.html');
    const count = await second.evaluate(async () => {
      const tabs = await browser.tabs.query({});
      return tabs.filter(({ url }) => url === location.href).length;
    });
    if (count < 2) throw untold;
    return second;
  }
}

async function drive(firefox: FirefoxBrowser) {
  const onboarding = await expectOnboarding(firefox);
  // A page without a script of its own: it calls as Facet's pages do, and shows nothing.
  const caller = await firefox.open('icon/16.png');
  const call = async (method: string, args: unknown[]) => {
    const message = { facet: 'ui', method, args };
    const reply = (await caller.evaluate((given) => browser.runtime.sendMessage(given), message)) as
      { result: unknown } | { error: object };
    if ('error' in reply) throw Object.assign(new Error(), reply.error);
    return reply.result;
  };
  const ui = new Proxy({} as Client<UiApi>, {
    get:
      (_, method: string) =>
      (...args: unknown[]) =>
        call(method, args),
  });
  const tabIds = () => caller.evaluate(async () => (await browser.tabs.query({})).map(({ id }) => id));

  return {
    /** A page of Facet that shows nothing, from which the extension's own interfaces can be called. */
    caller,
    /** Every method of `uiApi`, called from a page of Facet. */
    ui,
    onboarding: new Screen(onboarding),

    /** Opens a page of the extension, such as `options.html`. */
    open: async (path: string) => new Screen(await firefox.open(path)),

    /** The popup as a page, about one tab. */
    popup: async (tabId: number) => new FirefoxPopup(await firefox.open(`popup.html?tab=${tabId}`)),

    addContainer: firefox.addContainer,

    openSidebar: firefox.openSidebar,

    /** A new tab on a website, with its id for the browser; `newPage` opens it elsewhere, as in a container. */
    async visit(url: string, newPage = firefox.newPage): Promise<{ page: Page; tabId: number }> {
      const before = new Set(await tabIds());
      const page = await newPage();
      const tabId = (await tabIds()).find((each) => !before.has(each));
      if (tabId === undefined) throw new Error('the new tab has no id');
      await page.goto(url);
      return { page, tabId };
    },

    /** Runs `act` and returns the window with the request that waits because of it. */
    async prompted(act: () => unknown): Promise<FirefoxPrompt> {
      const known = new Set((await ui.getPrompts()).map(({ id }) => id));
      const acted = act();
      if (acted instanceof Promise) acted.catch(() => undefined); // the test looks at it where it matters
      let found: PromptView | undefined;
      const look = async () => (found = (await ui.getPrompts()).find(({ id }) => !known.has(id)));
      await expect.poll(look, { message: 'a request waits' }).toBeDefined();
      return new FirefoxPrompt(await firefox.expectPage('prompt.html'), found?.id ?? '');
    },

    /** Resolves when the prompt window has closed. */
    promptCloses: () =>
      expect.poll(() => firefox.find('prompt.html'), { message: 'the window closes' }).toBeUndefined(),

    stopEventPage: firefox.stopEventPage,
    close: () => firefox.close(),
  };
}
