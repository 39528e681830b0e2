import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startDemo } from '../../scripts/demo/demo';
import { people } from '../../scripts/demo/people';
import { EXTENSION, launchFacet, PASSWORD, type Facet } from './facet';
import { makeOtherSigner, OTHER_PUBKEY, type When } from './other-signer/other-signer';
import { PopupPage } from './pages/popup';
import { expect, test as base } from './test';
import { getPublicKey } from './window-nostr';

const { alice } = people;

declare global {
  interface Window {
    /** What the calls of the page have come to, in their order. */
    calls: Promise<string>[];
    hasCalled?: true;
    foundByOther?: boolean;
  }
}

/** A page that calls from its first script on, at every stage of loading, whenever there is a signer. */
const CALLER = `<!doctype html><script>
  window.calls = [];
  const note = (signer) => calls.push(signer.getPublicKey().catch(String));
  const call = () => window.nostr && note(window.nostr);
  const kept = window.nostr;
  call();
  addEventListener('DOMContentLoaded', call);
  addEventListener('load', () => {
    call();
    const timer = setInterval(() => {
      call();
      if (window.foundByOther === undefined) return;
      clearInterval(timer);
      call();
      if (kept) note(kept);
      window.hasCalled = true;
    });
  });
</script><title>Caller</title>`;

/** Hangs a proxy of its own there, as nostr-login does, once its other scripts have run. */
const PROXY = `<!doctype html><title>Proxy</title><p>A page.</p><script>
  addEventListener('load', () => {
    const inner = window.nostr;
    window.nostr = { isProxy: true, getPublicKey: () => inner.getPublicKey() };
  });
</script>`;

/** The same, between the moment when another extension hangs in a script element and the one when that has loaded. */
const BETWEEN = `<!doctype html><title>Between</title>
<script>dispatchEvent(new Event('other-signer'))</script>
<script>
  const inner = window.nostr;
  window.nostr = { isProxy: true, getPublicKey: () => inner.getPublicKey() };
</script><p>A page.</p>`;

const test = base.extend<{ when: When; both: Facet }>({
  demo: async ({ relay }, use) => {
    const files = {
      '/caller.html': CALLER,
      '/proxy.html': PROXY,
      '/between.html': BETWEEN,
      '/plain.html': PROXY.replace(/<script>.*/s, ''),
    };
    const demo = await startDemo({ relayUrl: relay.url, files });
    await use(demo);
    await demo.stop();
  },
  when: ['before', { option: true }],
  both: async ({ when, relay }, use) => {
    const facet = await launchFacet({ beside: await makeOtherSigner(when) });
    await facet.ui.createVault(PASSWORD);
    await facet.ui.setRelays([relay.url]);
    await facet.ui.addSecretKey(alice.nsec);
    await use(facet);
    await facet.close();
  },
});

const popupOf = async (facet: Facet, tabId: number) =>
  new PopupPage(await facet.open(`popup.html?tab=${tabId}`)).page;

/** Loads the page and waits for every call it makes; the other signer may come at any moment of it. */
async function answersOf(page: Page, url: string): Promise<string[]> {
  await page.goto(url);
  await page.waitForFunction(() => window.hasCalled);
  expect(await page.evaluate(() => window.calls.length)).toBeGreaterThanOrEqual(2);
  return page.evaluate(() => Promise.all(window.calls));
}

for (const when of ['before', 'after', 'injected'] as const) {
  test.describe(`another signer, ${when}`, () => {
    test.use({ when });

    test('is noticed and named in the popup; the chosen one serves, and every call is answered by it', async ({
      both,
      demo,
    }) => {
      const url = `${demo.url}plain.html`;
      const { page, tabId } = await both.visit(url);
      await expect.poll(() => page.evaluate(() => window.foundByOther)).toBe(when !== 'before');
      const popup = await popupOf(both, tabId);
      const notice =
        when === 'before' ? 'Another signer is there too.' : 'Another signer answers on localhost';
      await expect(popup.getByText(notice)).toBeVisible();

      await popup.getByRole('button', { name: 'Use Facet here' }).click();
      await expect.poll(async () => (await both.snapshot()).appearance?.first.length).toBe(1);
      await page.reload();
      await expect.poll(() => page.evaluate(() => window.foundByOther)).toBe(when !== 'before');
      const connect = await both.prompted(() => getPublicKey(page));
      await connect.allow();
      await expect.poll(() => both.prompts().length).toBe(0);
      const served = await answersOf(page, `${demo.url}caller.html`);
      expect(new Set(served)).toEqual(new Set([alice.pubkey]));
      const { configurable, writable } = await page.evaluate(
        () => Object.getOwnPropertyDescriptor(window, 'nostr') ?? {},
      );
      expect({ configurable, writable }).toEqual({ configurable: true, writable: true });

      await both.ui.chooseSigner(new URL(url).origin, 'other');
      const left = await answersOf(page, `${demo.url}caller.html`);
      expect(new Set(left)).toEqual(new Set([OTHER_PUBKEY]));
      expect(await page.evaluate(() => window.foundByOther)).toBe(false);
    });

    test("a page's own proxy stays, whoever was chosen, and calls go through it", async ({ both, demo }) => {
      await both.ui.chooseSigner(new URL(demo.url).origin, 'facet');
      const { page, tabId } = await both.visit(`${demo.url}proxy.html`);
      await expect.poll(() => page.evaluate(() => window.foundByOther)).toBe(when !== 'before');
      const isProxy = () => page.evaluate(() => 'isProxy' in window.nostr);
      expect(await isProxy()).toBe(true);
      const connect = await both.prompted(() => getPublicKey(page));
      await connect.allow();
      expect(await getPublicKey(page)).toBe(alice.pubkey);
      await popupOf(both, tabId); // looks again
      expect(await isProxy()).toBe(true);
    });
  });
}

test.describe('a late script of another extension', () => {
  const isProxy = (page: Page) => page.evaluate(() => 'isProxy' in window.nostr);
  const hasRun = (page: Page) => expect.poll(() => page.evaluate(() => window.foundByOther)).toBe(true);

  test.describe('that is no signer', () => {
    test.use({ when: 'bystander' });

    test("is not taken for one, and the page's proxy stays, whoever was chosen", async ({ both, demo }) => {
      const { page, tabId } = await both.visit(`${demo.url}between.html`);
      await hasRun(page);
      const holds = async () => (await both.ui.getTab(tabId)).holds;
      await expect.poll(holds).toEqual({ holder: 'page', others: false });
      expect(await isProxy(page)).toBe(true);

      await both.ui.chooseSigner(new URL(demo.url).origin, 'facet');
      await page.reload();
      await hasRun(page);
      await expect.poll(holds).toEqual({ holder: 'page', others: false });
      expect(await isProxy(page)).toBe(true);
    });
  });

  test.describe('that is one', () => {
    test.use({ when: 'late' });

    test("gives way to the page's proxy, through which the chosen Facet serves", async ({ both, demo }) => {
      await both.ui.chooseSigner(new URL(demo.url).origin, 'facet');
      const { page, tabId } = await both.visit(`${demo.url}between.html`);
      await hasRun(page);
      await expect
        .poll(async () => (await both.ui.getTab(tabId)).holds)
        .toEqual({ holder: 'page', others: true });
      expect(await isProxy(page)).toBe(true);
      const connect = await both.prompted(() => getPublicKey(page));
      await connect.allow();
      expect(await getPublicKey(page)).toBe(alice.pubkey);
    });
  });
});

test.describe('no other signer', () => {
  test('what is put into every page is small', async () => {
    const sizeOf = async (file: string) => (await stat(join(EXTENSION, file))).size;
    for (const file of ['nostr.js', 'first.js']) {
      expect((await sizeOf('bridge.js')) + (await sizeOf(file))).toBeLessThan(6 * 1024);
    }
  });

  test('nothing is said of one, not where a page hangs its own there either', async ({ ready, demo }) => {
    await ready.ui.addSecretKey(alice.nsec);
    const { tabId } = await ready.visit(`${demo.url}proxy.html`);
    await expect
      .poll(async () => (await ready.ui.getTab(tabId)).holds)
      .toEqual({ holder: 'page', others: false });
    const popup = await popupOf(ready, tabId);
    await expect(popup.getByRole('list', { name: 'Accounts' })).toBeVisible();
    await expect(popup.getByText('nother signer')).toHaveCount(0);
  });
});
