import type { Page } from 'puppeteer-core';
import { people } from '../../../scripts/demo/people';
import { makeOtherSigner, OTHER_PUBKEY } from '../other-signer/other-signer';
import { expect, test as base } from './test';

const { alice } = people;

/** What another signer found there; absent until it has come. */
const foundByOther = (page: Page) => page.evaluate(() => (window as { foundByOther?: boolean }).foundByOther);
const getPublicKey = (page: Page) => page.evaluate(() => window.nostr.getPublicKey());

for (const when of ['before', 'after', 'injected'] as const) {
  const test = base.extend({
    options: async ({}, use) => {
      const folder = await makeOtherSigner(when);
      await use(when === 'before' ? { before: folder } : { after: folder });
    },
  });

  test(`another signer, ${when}: it is named in the popup, and the chosen one serves`, async ({
    readyFirefox,
    demo,
  }) => {
    await readyFirefox.ui.addSecretKey(alice.nsec);
    const { page, tabId } = await readyFirefox.visit(`${demo.url}plain.html`);
    await expect.poll(() => foundByOther(page)).toBeDefined();
    await expect.poll(async () => (await readyFirefox.ui.getTab(tabId)).holds?.others).toBe(true);
    const popup = await readyFirefox.popup(tabId);
    await popup.says('nother signer');

    await popup.press('button', 'Use Facet here');
    await expect.poll(async () => (await readyFirefox.ui.getSnapshot()).appearance?.first.length).toBe(1);
    await page.reload();
    await expect.poll(() => foundByOther(page)).toBeDefined();
    const connect = await readyFirefox.prompted(() => getPublicKey(page));
    await connect.allow();
    expect(await getPublicKey(page)).toBe(alice.pubkey);

    await readyFirefox.ui.chooseSigner(new URL(demo.url).origin, 'other');
    await page.reload();
    await expect.poll(() => foundByOther(page)).toBe(false);
    expect(await getPublicKey(page)).toBe(OTHER_PUBKEY);
  });
}
