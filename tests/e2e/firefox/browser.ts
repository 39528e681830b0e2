/** A real Firefox with Facet as a temporary add-on in a profile of its own, driven over WebDriver BiDi. */
import { expect } from '@playwright/test';
import puppeteer, { type Page } from 'puppeteer-core';
import { findProgram } from '../../../scripts/machine/find';

/** What a page of Firefox itself finds: the inside of an add-on, and the windows around the pages. */
declare const WebExtensionPolicy: {
  getByID(addon: string): { extension: { terminateBackground(how: object): Promise<void> } };
};
declare const Services: {
  wm: { getMostRecentWindow(kind: string): { document: Document } | null };
};

/** Another build than the one in the tree, for whoever has taken something out. */
const EXTENSION =
  process.env['FACET_FIREFOX_EXTENSION'] ?? new URL('../../../.output/firefox-mv3', import.meta.url).pathname;

/** The add-on's id in the manifest, and the host of its pages, which Firefox would otherwise pick at random. */
const ADDON = 'facet@facet.example';
export const HOST = '0face700-0000-4000-8000-000000000001';

/** The item of Facet's sidebar in the View menu, as Firefox names it after the add-on. */
const SIDEBAR_ITEM = `menubar_menu_${ADDON.replaceAll(/[@.]/g, '_')}-sidebar-action`;

const INSIDE = 'about:config';

export interface FirefoxOptions {
  /** False: the person did not let Facet onto websites when it was installed. */
  sites?: boolean;
  /** Folders of other add-ons, installed before Facet or after it. */
  before?: string;
  after?: string;
  /** Folder where downloads are saved without a question. */
  downloads?: string;
}

export type FirefoxBrowser = Awaited<ReturnType<typeof startBrowser>>;

/** Starts Firefox and installs Facet. */
export async function startBrowser({ sites = true, downloads, before, after }: FirefoxOptions) {
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
      // nothing that a test does leaves this machine: all but loopback goes to a proxy that is not there
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': 9,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': 9,
      'network.proxy.no_proxies_on': 'localhost, 127.0.0.1',
      ...(downloads === undefined
        ? {}
        : { 'browser.download.folderList': 2, 'browser.download.dir': downloads }),
    },
  });
  for (const folder of [before, EXTENSION, after]) {
    if (folder !== undefined) await firefox.installExtension(folder);
  }

  async function find(url: string): Promise<Page | undefined> {
    const pages = await firefox.pages();
    const addresses = await Promise.all(pages.map((page) => ask(page, () => location.href)));
    return pages[addresses.indexOf(url)];
  }
  /** The page as soon as it has loaded: before that there may be no body to look at. */
  async function expectPage(url: string): Promise<Page> {
    let page: Page | undefined;
    const stateOf = async () => (page = await find(url)) && ask(page, () => document.readyState);
    await expect.poll(stateOf, { message: `${url} opens` }).toBe('complete');
    return page as Page;
  }
  /**
   * Opens what is no website in a tab of its own. Firefox swaps the tab for one of another process and never reports
   * the navigation as done. (Of tabs that an add-on opens in the background it does not always report even that
   * they are there.)
   */
  async function open(url: string): Promise<Page> {
    const page = await firefox.newPage();
    page.goto(url).catch(() => undefined);
    return expectPage(url);
  }

  return {
    /** An open page of Facet by its path, if there is one. */
    find: (path: string) => find(toUrl(path)),

    /** A page of Facet that is about to open. */
    expectPage: (path: string) => expectPage(toUrl(path)),

    /** Stops the event page as Firefox does when it is idle; the next event starts it again. */
    async stopEventPage(): Promise<void> {
      const inside = (await find(INSIDE)) ?? (await open(INSIDE));
      await inside.evaluate(async (addon) => {
        const how = { ignoreDevToolsAttached: true, disableResetIdleForTest: true };
        await WebExtensionPolicy.getByID(addon).extension.terminateBackground(how);
      }, ADDON);
    },

    /** Opens Facet's sidebar by its item in Firefox's own menu of sidebars; false: there is no such item. */
    async openSidebar(): Promise<boolean> {
      const inside = (await find(INSIDE)) ?? (await open(INSIDE));
      return inside.evaluate((item) => {
        const window = Services.wm.getMostRecentWindow('navigator:browser');
        const found = window?.document.getElementById(item) as { doCommand?: () => void } | null | undefined;
        found?.doCommand?.();
        return found?.doCommand !== undefined;
      }, SIDEBAR_ITEM);
    },

    /** Opens a page of Facet in a tab. */
    open: (path: string) => open(toUrl(path)),

    newPage: () => firefox.newPage(),

    /** A container of its own, with its own cookies and storage; resolves to what opens a tab in it. */
    async addContainer(): Promise<() => Promise<Page>> {
      const container = await firefox.createBrowserContext();
      return () => container.newPage();
    },
    close: () => firefox.close(),
  };
}

const toUrl = (path: string) => `moz-extension://${HOST}/${path}`;

/** Firefox may never answer what was asked of a document that was just going: it is asked anew after this. */
const ANSWER_WITHIN = 1_000;

/** What a page says of itself; undefined between two documents. */
const ask = <Answer>(page: Page, question: () => Answer): Promise<Answer | undefined> =>
  Promise.race([
    page.evaluate(question).catch(() => undefined) as Promise<Answer | undefined>,
    new Promise<undefined>((resolve) => setTimeout(resolve, ANSWER_WITHIN, undefined)),
  ]);
