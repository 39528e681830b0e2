import { toNpub } from '../../../lib/nostr/keys';
import { startDemo } from '../../../scripts/demo/demo';
import { people } from '../../../scripts/demo/people';
import { expect, test as base } from './test';

declare const browser: { tabs: { query(which: object): Promise<{ url?: string }[]> } };

const npub = toNpub(people.alice.pubkey);

const test = base.extend({
  demo: async ({ relay }, use) => {
    const files = { '/links.html': `<!doctype html><title>Links</title><a href="nostr:${npub}">Alice</a>` };
    const demo = await startDemo({ relayUrl: relay.url, files });
    await use(demo);
    await demo.stop();
  },
});

test('a click on a nostr link opens it with the chosen client', async ({ readyFirefox, demo }) => {
  await readyFirefox.ui.setLinkClient('https://njump.me/{}');
  const { page } = await readyFirefox.visit(`${demo.url}links.html`);
  await page.click('a');
  const addresses = () =>
    readyFirefox.caller.evaluate(async () => (await browser.tabs.query({})).map(({ url }) => url));
  await expect.poll(addresses).toContain(`https://njump.me/${npub}`);
});
