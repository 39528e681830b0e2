import type { Page } from 'puppeteer-core';
import { SITE_MATCHES } from '../../../lib/rpc/matches';
import { people } from '../../../scripts/demo/people';
import type { FirefoxFacet } from './firefox';
import { expect, test } from './test';

declare const browser: { permissions: { remove(what: object): Promise<boolean> } };

const NOTICE = 'Facet cannot reach websites.';

const hasNostr = (page: Page) => page.evaluate(() => 'nostr' in window);

/** As the switch in Firefox's page of the add-on does. */
const revoke = ({ caller }: FirefoxFacet) =>
  caller.evaluate((origins) => browser.permissions.remove({ origins }), SITE_MATCHES);

test('site access taken away is noticed in the popup, and given back by its button', async ({
  readyFirefox,
  demo,
}) => {
  await readyFirefox.ui.addSecretKey(people.alice.nsec);
  const { page, tabId } = await readyFirefox.visit(`${demo.url}plain.html`);
  expect(await hasNostr(page)).toBe(true);
  const popup = await readyFirefox.popup(tabId);
  await popup.says(people.alice.name);
  expect(await popup.text).not.toContain(NOTICE);

  expect(await revoke(readyFirefox)).toBe(true);
  await popup.says(NOTICE);
  await page.reload();
  expect(await hasNostr(page)).toBe(false);

  await popup.press('button', 'Allow');
  await expect.poll(() => popup.text).not.toContain(NOTICE);
  await page.reload();
  let key: Promise<string> | undefined;
  const prompt = await readyFirefox.prompted(() => (key = page.evaluate(() => window.nostr.getPublicKey())));
  await prompt.allow();
  expect(await key).toBe(people.alice.pubkey);
});

test.describe('installed without access to websites', () => {
  test.use({ options: { sites: false } });

  test('onboarding says so from the first step on, and its button gives the access', async ({
    firefox,
    demo,
  }) => {
    const { onboarding } = firefox;
    await onboarding.says(NOTICE);
    const { page } = await firefox.visit(`${demo.url}plain.html`);
    expect(await hasNostr(page)).toBe(false);

    await onboarding.press('button', 'Allow');
    await expect.poll(() => onboarding.text).not.toContain(NOTICE);
    await page.reload();
    expect(await hasNostr(page)).toBe(true);
  });
});
