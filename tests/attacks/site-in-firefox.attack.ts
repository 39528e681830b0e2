/** A malicious website where Firefox is another browser than Chromium: in its containers, scripts, patterns and addresses of files. */
import type { Page } from 'puppeteer-core';
import { people } from '../../scripts/demo/people';
import { HOST } from '../e2e/firefox/browser';
import { expect } from './arena';
import { createAttack } from './attack';
import { firefoxArena } from './firefox-arena';

const { alice, ines } = people;
const attack = createAttack(firefoxArena);

const getPublicKey = (page: Page) => page.evaluate(() => window.nostr.getPublicKey());

attack(
  'a site in Firefox uses Facet on another port of a host of which the person chose one',
  { file: 'entrypoints/background/index.ts', says: 'appearance.expect(caller.origin);', without: '' },
  async ({ facet, makeSite, visit, answered }) => {
    await facet.ui.setOnlyChosen(true);
    try {
      await facet.ui.setAppears('http://localhost:1', true);
      const { page } = await visit(await makeSite());
      expect(await page.evaluate(() => 'nostr' in window)).toBe(true); // Firefox tells ports not apart
      expect(await answered(() => getPublicKey(page))).toBe('this page cannot use Facet');
    } finally {
      await facet.ui.setOnlyChosen(false);
    }
  },
);

attack(
  'a site in Firefox takes the port of Facet’s own scripts by saying hello as they do',
  [
    {
      file: 'lib/rpc/page-port.ts',
      says: 'if (!give()) addEventListener(HELLO, give, { once: true });',
      without: 'if (!give()) addEventListener(HELLO, give);',
    },
    { file: 'lib/rpc/page-port.ts', says: 'event.preventDefault();', without: '' },
  ],
  async ({ makeSite, visit }) => {
    const { page } = await visit(await makeSite());
    const heard = await page.evaluate(() => {
      let ports = 0;
      addEventListener('facet:port', () => (ports += 1));
      dispatchEvent(new Event('facet:hello'));
      return ports;
    });
    expect(heard).toBe(0);
  },
);

attack(
  'a site in Firefox finds out that Facet is there by asking for one of its files',
  {
    file: 'wxt.config.ts',
    says: 'host_permissions: [...SITE_MATCHES],',
    without: `host_permissions: [...SITE_MATCHES],
    web_accessible_resources: [{ resources: ['*'], matches: ['<all_urls>'] }],`,
  },
  async ({ makeSite, visit }) => {
    const { page } = await visit(await makeSite());
    const ask = (url: string) =>
      new Promise<string>((resolve) => {
        const picture = Object.assign(new Image(), { src: url });
        picture.onload = () => resolve('it is there');
        picture.onerror = () => resolve('nothing is there');
      });
    // the host is another one in each installation, which makes it harder still
    expect(await page.evaluate(ask, `moz-extension://${HOST}/icon/16.png`)).toBe('nothing is there');
  },
);

attack(
  'a site in one container is told who the person is in another',
  {
    file: 'lib/requests/caller.ts',
    says: "cookieStoreId.startsWith('firefox-container-') ? cookieStoreId : undefined",
    without: "cookieStoreId.startsWith('firefox-container-') ? 'firefox-container-1' : undefined",
  },
  async ({ facet: { ui, addContainer }, makeSite, visit, answered }) => {
    const origin = await makeSite();
    for (const { pubkey } of [alice, ines])
      await ui.saveRule({ pubkey, origin, method: 'connect', effect: 'allow', lasts: 'always' });
    const work = await visit(origin, await addContainer());
    await ui.switchAccount(ines.pubkey, 'container', work.tabId);
    const { page } = await visit(origin, await addContainer());
    expect(await answered(() => getPublicKey(page))).toBe(alice.pubkey);
    expect(await answered(() => getPublicKey(work.page))).toBe(ines.pubkey);
  },
);

attack(
  'a frame in Firefox has a window.nostr of its own',
  {
    file: 'lib/appearance/scripts.ts',
    says: "runAt: 'document_start' as const,",
    without: "runAt: 'document_start' as const, allFrames: true,",
  },
  async ({ makeSite, visit }) => {
    const [site, framed] = [await makeSite(), await makeSite()];
    const { page } = await visit(`${site}/frame?${encodeURIComponent(framed)}`);
    await expect.poll(() => page.frames().length).toBe(2);
    const frame = page.frames().find((each) => each.url().startsWith(framed));
    expect(await page.evaluate(() => 'nostr' in window)).toBe(true);
    expect(await frame?.evaluate(() => 'nostr' in window)).toBe(false);
  },
);
