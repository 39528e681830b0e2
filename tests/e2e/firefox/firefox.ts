/**
 * Facet in a real Firefox: the built extension as a temporary add-on in a profile of its own, driven over WebDriver
 * BiDi. Its pages are opened by Facet's own means, because the protocol never reports their navigations as done.
 */
import { expect } from '@playwright/test';
import puppeteer, { type Page } from 'puppeteer-core';
import type { Client, UiApi } from '../../../lib/rpc/contract';
import type { PromptView } from '../../../lib/rpc/prompt';
import { findProgram } from '../../../scripts/machine/find';
import { FirefoxPopup } from './popup';
import { FirefoxPrompt } from './prompt';
import { Screen } from './screen';

/** What the functions below find when they run inside a page of Facet. */
declare const browser: {
  runtime: { sendMessage(message: object): Promise<unknown> };
  tabs: { create(tab: object): Promise<object>; query(which: object): Promise<{ id: number }[]> };
};

const EXTENSION = new URL('../../../.output/firefox-mv3', import.meta.url).pathname;

/** The add-on's id in the manifest, and the host of its pages, which Firefox would otherwise pick at random. */
const ADDON = 'facet@facet.example';
const HOST = '0face700-0000-4000-8000-000000000001';

export interface FirefoxOptions {
  /** How long the event page may be idle before Firefox stops it (ms); absent: half a minute. */
  idle?: number;
  /** False: the person did not let Facet onto websites when it was installed. */
  sites?: boolean;
}

export type FirefoxFacet = Awaited<ReturnType<typeof launchFirefox>>;

/** Starts a Firefox with Facet loaded; resolves when the onboarding page has opened by itself. */
export async function launchFirefox({ idle, sites = true }: FirefoxOptions = {}) {
  const executablePath = await findProgram('firefox');
  if (!executablePath) throw new Error('there is no Firefox; npm test gets one');
  const firefox = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    enableExtensions: true,
    args: ['--remote-allow-system-access'], // else the protocol keeps away from the pages of extensions
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [ADDON]: HOST }),
      // the question whether Facet may be on websites is a window of the browser, which nothing here can press
      'extensions.webextOptionalPermissionPrompts': false,
      'extensions.originControls.grantByDefault': sites,
      ...(idle === undefined ? {} : { 'extensions.background.idle.timeout': idle }),
    },
  });
  await firefox.installExtension(EXTENSION);

  async function find(address: string): Promise<Page | undefined> {
    for (const page of await firefox.pages()) if ((await addressOf(page)) === address) return page;
    return undefined;
  }
  async function expectPage(path: string): Promise<Page> {
    let page: Page | undefined;
    await expect.poll(async () => (page = await find(toUrl(path))), { message: `${path} opens` }).toBeDefined();
    return page as Page;
  }
  async function openFrom(page: Page, path: string): Promise<Page> {
    await page.evaluate((url) => browser.tabs.create({ url }), toUrl(path));
    return expectPage(path);
  }

  const onboarding = await expectPage('onboarding.html');
  // A page without a script of its own: it calls as Facet's pages do, and shows nothing.
  const caller = await openFrom(onboarding, 'manifest.json');
  const call = async (method: string, args: unknown[]) => {
    const message = { facet: 'ui', method, args };
    const reply = await caller.evaluate((given) => browser.runtime.sendMessage(given), message);
    const answered = reply as { result: unknown } | { error: object };
    if ('error' in answered) throw Object.assign(new Error(), answered.error);
    return answered.result;
  };
  const ui = new Proxy({} as Client<UiApi>, {
    get:
      (_, method: string) =>
      (...args: unknown[]) =>
        call(method, args),
  });
  const tabIds = () => caller.evaluate(async () => (await browser.tabs.query({})).map(({ id }) => id));

  /** The window with the oldest waiting request that is meant, as soon as there is one. */
  async function nextPrompt(isMeant: (prompt: PromptView) => boolean = () => true): Promise<FirefoxPrompt> {
    let found: PromptView | undefined;
    const look = async () => (found = (await ui.getPrompts()).find(isMeant));
    await expect.poll(look, { message: 'a request waits' }).toBeDefined();
    return new FirefoxPrompt(await expectPage('prompt.html'), found?.id ?? '');
  }

  return {
    /** A page of Facet that shows nothing, from which the extension's own interfaces can be called. */
    caller,
    /** Every method of `uiApi`, called from a page of Facet. */
    ui,
    onboarding: new Screen(onboarding),

    /** Opens a page of the extension, such as `options.html`. */
    open: async (path: string) => new Screen(await openFrom(caller, path)),

    /** The popup as a page, about one tab. */
    popup: async (tabId: number) => new FirefoxPopup(await openFrom(caller, `popup.html?tab=${tabId}`)),

    /** A new tab on a website, with its id for the browser. */
    async visit(url: string): Promise<{ page: Page; tabId: number }> {
      const before = new Set(await tabIds());
      const page = await firefox.newPage();
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
      return nextPrompt(({ id }) => !known.has(id));
    },
    nextPrompt,

    /** Resolves when the prompt window has closed. */
    promptCloses: () =>
      expect.poll(() => find(toUrl('prompt.html')), { message: 'the window closes' }).toBeUndefined(),

    close: () => firefox.close(),
  };
}

const toUrl = (path: string) => `moz-extension://${HOST}/${path}`;

/** Where a page is now, as it says itself; empty between two documents. */
const addressOf = (page: Page): Promise<string> => page.evaluate(() => location.href).catch(() => '');
