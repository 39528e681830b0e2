import type { Page } from 'puppeteer-core';
import { people } from '../../../scripts/demo/people';
import { expect, test } from './test';

const { alice } = people;

const hasNostr = (page: Page) => page.evaluate(() => 'nostr' in window);

/** An answer to the handshake, which only Facet's scripts give. */
const answers = (page: Page) =>
  page.evaluate(() => !dispatchEvent(new MessageEvent('facet:port', { cancelable: true })));

test('Facet exists on chosen sites alone, and "Use Facet here" in the popup chooses one', async ({
  readyFirefox,
  demo,
}) => {
  await readyFirefox.ui.addSecretKey(alice.nsec);
  const { page, tabId } = await readyFirefox.visit(`${demo.url}early.html`);
  expect(await page.evaluate(() => (window as { early?: string }).early)).toBe('function');
  await readyFirefox.ui.setOnlyChosen(true);
  await page.reload();
  expect([await hasNostr(page), await answers(page)]).toEqual([false, false]);

  const popup = await readyFirefox.popup(tabId);
  await popup.press('button', 'Use Facet here');
  await popup.says('Reload the page');
  await page.reload();
  expect(await page.evaluate(() => (window as { early?: string }).early)).toBe('function');
  const other = await readyFirefox.visit(`${demo.otherUrl}plain.html`);
  expect([await hasNostr(other.page), await answers(other.page)]).toEqual([false, false]);

  await readyFirefox.ui.lock();
  await readyFirefox.stopEventPage();
  await Promise.all([page.reload(), other.page.reload()]);
  expect([await hasNostr(page), await hasNostr(other.page)]).toEqual([true, false]);
});

test('another port of a chosen host has the property, as Firefox tells ports not apart, and is refused', async ({
  readyFirefox,
  demo,
}) => {
  await readyFirefox.ui.addSecretKey(alice.nsec);
  await readyFirefox.ui.setOnlyChosen(true);
  await readyFirefox.ui.setAppears('http://localhost:1', true);
  const { page } = await readyFirefox.visit(`${demo.url}plain.html`);
  const answer = await page.evaluate(() =>
    window.nostr.getPublicKey().catch((error: unknown) => (error as Error).message),
  );
  expect(answer).toBe('this page cannot use Facet');
  expect(await readyFirefox.ui.getPrompts()).toEqual([]);
});
