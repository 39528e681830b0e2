/** What a test of screens gets: a page without motion, in a Chromium that draws alike everywhere, and the build's address. */
import { test as base, type Browser } from '@playwright/test';
import { launchChromium } from './launch.ts';
import { build } from './load-screens.ts';
import { serveBuild } from './serve-build.ts';

interface Shared {
  browser: Browser;
  /** Where the build is served. */
  origin: string;
}

const DRAW_ALIKE = [
  '--font-render-hinting=none',
  '--disable-font-subpixel-positioning',
  '--disable-lcd-text',
  '--force-color-profile=srgb',
];

export const test = base.extend<object, Shared>({
  browser: [
    async ({}, use) => {
      const browser = await launchChromium(...DRAW_ALIKE);
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
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
