/** What an end-to-end test gets: a relay full of people, a demo site under two origins, and a Facet in a fresh browser. */
import { expect, test as base } from '@playwright/test';
import { startDemo, type Demo } from '../../scripts/demo/demo';
import { seed } from '../../scripts/demo/seed';
import { startRelay, type Relay } from '../../scripts/relay/relay';
import { launchFacet, PASSWORD, type Facet } from './facet';

/** Pages without a script of their own, for tests that speak to window.nostr directly. */
const PLAIN = '<!doctype html><meta charset="utf-8"><title>Plain</title><p>A page.</p>';

/** Says what its first script found, before anything else ran. */
const EARLY =
  '<!doctype html><script>window.early = typeof window.nostr?.signEvent</script><title>Early</title>';

interface Fixtures {
  relay: Relay;
  demo: Demo;
  /** Nothing set up: no password, no account. */
  facet: Facet;
  /** Unlocked, reading from the relay, no account yet. */
  ready: Facet;
}

export const test = base.extend<Fixtures>({
  relay: async ({}, use) => {
    const relay = await startRelay();
    await seed(relay);
    await use(relay);
    await relay.stop();
  },
  demo: async ({ relay }, use) => {
    const demo = await startDemo({
      relayUrl: relay.url,
      files: { '/plain.html': PLAIN, '/early.html': EARLY },
    });
    await use(demo);
    await demo.stop();
  },
  facet: async ({}, use) => {
    const facet = await launchFacet();
    const uncaught: string[] = [];
    facet.context.on('weberror', (webError) => {
      const { message, stack } = webError.error();
      if (webError.page()?.url().startsWith('chrome-extension:')) uncaught.push(stack ?? message);
    });
    await use(facet);
    await facet.close();
    expect(uncaught, 'no page of Facet has an error that nobody catches').toEqual([]);
  },
  ready: async ({ facet, relay }, use) => {
    await facet.ui.createVault(PASSWORD);
    await facet.ui.setRelays([relay.url]);
    await use(facet);
  },
});

export { expect };
