/** What a test in Firefox gets: the relay and the demo site of every test, and Facet in a fresh Firefox. */
import { PASSWORD } from '../facet';
import { test as base } from '../test';
import type { FirefoxOptions } from './browser';
import { launchFirefox, type FirefoxFacet } from './firefox';

interface Fixtures {
  /** To be changed by `test.use`. */
  options: FirefoxOptions;
  /** Nothing set up: no password, no account. */
  firefox: FirefoxFacet;
  /** Unlocked, reading from the relay, no account yet. */
  readyFirefox: FirefoxFacet;
}

export const test = base.extend<Fixtures>({
  options: [{}, { option: true }],
  firefox: async ({ options }, use) => {
    const facet = await launchFirefox(options);
    await use(facet);
    await facet.close();
  },
  readyFirefox: async ({ firefox, relay }, use) => {
    await firefox.ui.createVault(PASSWORD);
    await firefox.ui.setRelays([relay.url]);
    await use(firefox);
  },
});

export { expect } from '@playwright/test';
