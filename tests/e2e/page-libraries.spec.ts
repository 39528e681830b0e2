/** Libraries that put a `window.nostr` of their own into the page, or wait for one: real packages, as websites use them. */
import type { Page } from '@playwright/test';
import { startDemo } from '../../scripts/demo/demo';
import { people } from '../../scripts/demo/people';
import type { Facet } from './facet';
import { toPages } from './page-libraries/files';
import { expect, test as base } from './test';
import { getPublicKey, isVerified, sign } from './window-nostr';

const { alice, ines } = people;

const test = base.extend({
  demo: async ({ relay }, use) => {
    const demo = await startDemo({ relayUrl: relay.url, files: await toPages() });
    await use(demo);
    await demo.stop();
  },
});

const isFacets = (page: Page) => page.evaluate(() => 'isEnabled' in window.nostr);

/** Opens a page, with what goes wrong in it. */
async function visit(facet: Facet, url: string) {
  const { page } = await facet.visit('about:blank');
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  await page.goto(url);
  return { page, errors };
}

/** How often each method was asked of Facet. */
async function countCalls(facet: Facet): Promise<Record<string, number>> {
  const { lines } = await facet.ui.getActivity({});
  const counts: Record<string, number> = {};
  for (const { origin, method, count = 1 } of lines) {
    if (origin !== undefined) counts[method] = (counts[method] ?? 0) + count;
  }
  return counts;
}

for (const variant of ['as ever', 'that was chosen over another signer'] as const) {
  test.describe(`a Facet ${variant}`, () => {
    test.beforeEach(async ({ ready, demo }) => {
      await ready.ui.addSecretKey(alice.nsec);
      if (variant !== 'as ever') await ready.ui.chooseSigner(new URL(demo.url).origin, 'facet');
    });

    test('serves the calls that come through nostr-login, each of them once', async ({ ready, demo }) => {
      const { page, errors } = await visit(ready, `${demo.url}nostr-login.html`);
      await page.waitForFunction(() => window.isReady);
      expect(await isFacets(page)).toBe(false); // until it has asked how to log in
      const key = getPublicKey(page);
      await page.getByRole('button', { name: 'Log in' }).click();
      const connect = await ready.prompted(() =>
        page.getByRole('button', { name: 'With extension' }).click(),
      );
      await connect.say('Everyday posts too');
      await connect.allow();
      expect(await key).toBe(alice.pubkey);
      expect(await isFacets(page)).toBe(true);

      const event = await sign(page, { content: 'through nostr-login' });
      expect(event).toMatchObject({ pubkey: alice.pubkey, content: 'through nostr-login' });
      expect(isVerified(event)).toBe(true);
      const encrypted = page.evaluate((peer) => window.nostr.nip44.encrypt(peer, 'hello'), ines.pubkey);
      await (await ready.nextPrompt()).allow();
      const decrypted = page.evaluate(([peer, text]) => window.nostr.nip44.decrypt(peer, text), [
        ines.pubkey,
        await encrypted,
      ] as const);
      await (await ready.nextPrompt()).allow();
      expect(await decrypted).toBe('hello');
      const once = { connect: 1, signEvent: 1, 'nip44.encrypt': 1, 'nip44.decrypt': 1 };
      expect(await countCalls(ready)).toEqual(once);

      await page.reload();
      await page.waitForFunction(() => window.isReady);
      expect(await isFacets(page)).toBe(true); // it remembers how
      expect(await getPublicKey(page)).toBe(alice.pubkey);
      expect(await ready.ui.getPrompts()).toEqual([]);
      expect(errors).toEqual([]);
    });

    test('is found at once by nip07-awaiter, and stays as it is', async ({ ready, demo }) => {
      const { page, errors } = await visit(ready, `${demo.url}nip07-awaiter.html`);
      await page.waitForFunction(() => window.awaited?.length === 2);
      const found = await page.evaluate(async () => {
        const all = await Promise.all(window.awaited ?? []);
        return all.map((each) => each === window.nostr);
      });
      expect(found).toEqual([true, true]);
      expect(await page.evaluate(() => Object.getOwnPropertyDescriptor(window, 'nostr'))).toMatchObject({
        configurable: true,
        writable: true,
      });
      expect(errors).toEqual([]);
    });
  });
}
