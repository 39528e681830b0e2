/**
 * What a test of screens gets: a page without motion, in a Chromium that draws alike everywhere, and the build's address.
 * Tests use one page after the other: a new one costs a process, which has all of the code yet to read.
 */
import { test as base, type Browser, type Page } from '@playwright/test';
import { launchChromium } from './launch.ts';
import { build } from './load-screens.ts';
import { removePageScripts } from './page-scripts.ts';
import { serveBuild } from './serve-build.ts';

interface Shared {
  browser: Browser;
  /** The page of all tests. */
  sheet: Page;
  /** Where the build is served. */
  origin: string;
}

const DRAW_ALIKE = [
  '--font-render-hinting=none',
  '--disable-font-subpixel-positioning',
  '--disable-lcd-text',
  '--force-color-profile=srgb',
];

export const test = base.extend<{ page: Page }, Shared>({
  browser: [
    async ({}, use) => {
      const browser = await launchChromium(DRAW_ALIKE);
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  sheet: [
    async ({ browser }, use) => {
      const context = await browser.newContext({ reducedMotion: 'reduce', timezoneId: 'UTC' });
      const sheet = await context.newPage();
      sheet.setDefaultTimeout(30_000);
      await use(sheet);
      await context.close();
    },
    { scope: 'worker' },
  ],
  page: async ({ sheet }, use) => {
    await use(sheet);
    await sheet.goto('about:blank');
    sheet.removeAllListeners('pageerror').removeAllListeners('console');
    await sheet.unrouteAll();
    await removePageScripts(sheet);
    await sheet.emulateMedia({ colorScheme: null, forcedColors: null });
  },
  origin: [
    async ({}, use) => {
      const server = await serveBuild(build);
      await use(server.origin);
      server.close();
    },
    { scope: 'worker' },
  ],
});

export { expect } from '@playwright/test';
