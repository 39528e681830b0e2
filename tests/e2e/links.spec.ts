import { startDemo } from '../../scripts/demo/demo';
import { people } from '../../scripts/demo/people';
import { toNpub } from '../../lib/nostr/keys';
import { expect, test as base } from './test';

/** What the functions below find when they run inside a page of Facet. */
declare const chrome: { tabs: { query(which: object): Promise<{ url?: string; pendingUrl?: string }[]> } };

const { alice, ines } = people;
const npub = toNpub(alice.pubkey);

/** Its last listener, after Facet's, keeps the browser from asking for an app. */
const PAGE = `<!doctype html><title>Links</title>
<script>addEventListener('click', (event) => event.preventDefault());</script>
<p><a id="link" href="nostr:${npub}"><span>Alice</span></a>
<a id="own" href="nostr:${npub}" onclick="event.preventDefault(); window.followed = true">its own</a>
<a id="other" href="nostr:${toNpub(ines.pubkey)}">Ines</a>
<a id="secret" href="nostr:${alice.nsec}">a key</a></p>`;

const test = base.extend({
  demo: async ({ relay }, use) => {
    const demo = await startDemo({ relayUrl: relay.url, files: { '/links.html': PAGE } });
    await use(demo);
    await demo.stop();
  },
});

test('a click on a nostr link asks which client at first, opens it there, and from then on at once', async ({
  ready,
  demo,
}) => {
  const { page } = await ready.visit(`${demo.url}links.html`);
  const facetPage = await ready.open('manifest.json');
  /** Where tabs are or are going: nothing answers there in a test. */
  const addresses = () =>
    facetPage.evaluate(async () => (await chrome.tabs.query({})).map((tab) => tab.pendingUrl ?? tab.url));
  await page.bringToFront();
  const [asked] = await Promise.all([ready.context.waitForEvent('page'), page.getByText('Alice').click()]);
  await expect(asked.getByText('with which client?')).toBeVisible();
  expect((await addresses()).filter((url) => url?.includes(npub))).toEqual([]);
  await asked.getByRole('radio', { name: /^njump/ }).check();
  await expect.poll(addresses).toContain(`https://njump.me/${npub}`);
  await expect(asked.getByText('with which client?')).toHaveCount(0);

  await asked.getByRole('textbox').fill('https://client.example/#/%s');
  await asked.getByRole('button', { name: 'Add client' }).click();
  await asked.getByRole('radio', { name: /client\.example/ }).check();
  await expect.poll(async () => (await ready.snapshot()).links?.client).toBe('https://client.example/#/{}');
  await page.bringToFront();
  // one click opens one tab, and another right after it none: the person clicks again
  await expect(async () => {
    await page.getByText('Alice').click();
    expect(await addresses()).toContain(`https://client.example/#/${npub}`);
  }).toPass();
});

test("a script's click, a link that the page follows itself, and a private key open nothing", async ({
  ready,
  demo,
}) => {
  await ready.ui.setLinkClient('https://njump.me/{}');
  const { page } = await ready.visit(`${demo.url}links.html`);
  const facetPage = await ready.open('manifest.json');
  const opened = () =>
    facetPage.evaluate(async () => {
      const addresses = (await chrome.tabs.query({})).map((tab) => tab.pendingUrl ?? tab.url ?? '');
      return addresses.filter((url) => url.startsWith('https://njump.me/'));
    });
  await page.bringToFront();
  await page.evaluate(() => document.querySelector<HTMLElement>('#link')?.click());
  await page.locator('#own').click();
  expect(await page.evaluate(() => (window as { followed?: true }).followed)).toBe(true);
  await page.locator('#secret').click();
  // what is not opened cannot be waited for: what a real click opens after it is the only one
  await page.locator('#other').click();
  await expect.poll(opened).toEqual([`https://njump.me/${toNpub(ines.pubkey)}`]);
});
