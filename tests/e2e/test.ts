/** What an end-to-end test gets: a relay full of people, a demo site under two origins, and a Facet as it was installed. */
import { expect, test as base, type WebError } from '@playwright/test';
import { startDemo, type Demo } from '../../scripts/demo/demo';
import { seed } from '../../scripts/demo/seed';
import { startRelay, type Relay } from '../../scripts/relay/relay';
import { closeWelcome } from './close-welcome';
import { launchFacet, PASSWORD, type Facet } from './facet';

/** Pages without a script of their own, for tests that speak to window.nostr directly. */
const PLAIN = '<!doctype html><meta charset="utf-8"><title>Plain</title><p>A page.</p>';

/** Says what its first script found, before anything else ran. */
const EARLY =
  '<!doctype html><script>window.early = typeof window.nostr?.signEvent</script><title>Early</title>';

interface Shared {
  /** The browser that tests use one after the other; it starts for the first of them. */
  shared: () => Promise<Facet>;
}

interface Fixtures {
  relay: Relay;
  demo: Demo;
  /** Whether the test needs a browser of its own: for what cannot be undone, and for what only a first start shows. */
  fresh: boolean;
  /** Nothing set up: no password, no account. */
  facet: Facet;
  /** Unlocked, reading from the relay, no account yet. */
  ready: Facet;
}

async function launchWithoutWelcome(): Promise<Facet> {
  const facet = await launchFacet();
  await closeWelcome(facet);
  return facet;
}

export const test = base.extend<Fixtures, Shared>({
  shared: [
    async ({}, use) => {
      let facet: Promise<Facet> | undefined;
      await use(() => (facet ??= launchWithoutWelcome()));
      await (await facet)?.close();
    },
    { scope: 'worker' },
  ],
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
  fresh: [false, { option: true }],
  facet: async ({ fresh, shared }, use) => {
    const facet = await (fresh ? launchFacet() : shared());
    const uncaught: string[] = [];
    const hear = (webError: WebError) => {
      const { message, stack } = webError.error();
      if (webError.page()?.url().startsWith('chrome-extension:')) uncaught.push(stack ?? message);
    };
    facet.context.on('weberror', hear);
    await use(facet);
    facet.context.off('weberror', hear);
    await (fresh ? facet.close() : facet.reset());
    expect(uncaught, 'no page of Facet has an error that nobody catches').toEqual([]);
  },
  ready: async ({ facet, relay }, use) => {
    await facet.ui.createVault(PASSWORD);
    await facet.ui.setRelays([relay.url]);
    await use(facet);
  },
});

export { expect };
