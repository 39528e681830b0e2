/**
 * A real Firefox with Facet as a temporary add-on in a profile of its own, driven over WebDriver BiDi. Facet's pages
 * are opened by Facet's own means, because the protocol never reports their navigations as done.
 */
import { expect } from '@playwright/test';
import puppeteer, { type Page } from 'puppeteer-core';
import { findProgram } from '../../../scripts/machine/find';

/** What the functions below find when they run inside a page of Facet. */
declare const browser: { tabs: { create(tab: object): Promise<object> } };

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

export type FirefoxBrowser = Awaited<ReturnType<typeof startBrowser>>;

/** Starts Firefox and installs Facet. */
export async function startBrowser({ idle, sites = true }: FirefoxOptions) {
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

  /** An open page of Facet by its path, if there is one. */
  async function find(path: string): Promise<Page | undefined> {
    const url = `moz-extension://${HOST}/${path}`;
    for (const page of await firefox.pages()) if ((await addressOf(page)) === url) return page;
    return undefined;
  }

  /** A page of Facet that is about to open. */
  async function expectPage(path: string): Promise<Page> {
    let page: Page | undefined;
    await expect.poll(async () => (page = await find(path)), { message: `${path} opens` }).toBeDefined();
    return page as Page;
  }

  return {
    find,
    expectPage,

    /** Opens a page of Facet in a tab, behind the others, as another page of Facet would. */
    async open(path: string, opener: Page): Promise<Page> {
      const url = `moz-extension://${HOST}/${path}`;
      await opener.evaluate((tab) => browser.tabs.create(tab), { url, active: false });
      return expectPage(path);
    },

    newPage: () => firefox.newPage(),
    close: () => firefox.close(),
  };
}

/** Where a page is now, as it says itself; empty between two documents. */
const addressOf = (page: Page): Promise<string> => page.evaluate(() => location.href).catch(() => '');
