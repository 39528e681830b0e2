/**
 * Where attacks take place that Firefox decides otherwise than Chromium: one Firefox with an unlocked Facet for many cases, in
 * which every case has websites of its own, each on another port.
 */
import { createServer, type Server } from 'node:http';
import { test as base } from '@playwright/test';
import type { Page } from 'puppeteer-core';
import { people } from '../../scripts/demo/people';
import { listen } from '../../scripts/relay/listen';
import { PASSWORD } from '../e2e/facet';
import { launchFirefox, type FirefoxFacet } from '../e2e/firefox/firefox';
import { toPage } from './arena';
import { createAsking, type Asking } from './asking';

const { alice, ines } = people;

/** What a case finds: Alice is who one is everywhere, Ines is there too, and no website knows either. */
export interface FirefoxArena extends Asking {
  facet: FirefoxFacet;
  /** The origin of a website that nothing was said of. */
  makeSite(): Promise<string>;
  /** A page in a tab of its own, or where `newPage` opens it. */
  visit(url: string, newPage?: () => Promise<Page>): Promise<{ page: Page; tabId: number }>;
}

export const firefoxArena = base.extend<{ world: FirefoxArena }, { facet: FirefoxFacet }>({
  facet: [
    async ({}, use) => {
      const facet = await launchFirefox();
      await facet.ui.createVault(PASSWORD);
      await facet.ui.setRelays([]);
      for (const { nsec, name } of [ines, alice]) await facet.ui.addSecretKey(nsec, name);
      await use(facet);
      await facet.close();
    },
    { scope: 'worker' },
  ],
  world: async ({ facet }, use) => {
    const servers: Server[] = [];
    const pages: Page[] = [];
    await use({
      facet,
      async makeSite() {
        const server = createServer((request, response) => {
          response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store' });
          response.end(toPage(request.url ?? '/'));
        });
        servers.push(server);
        return `http://localhost:${await listen(server)}`;
      },
      async visit(url, newPage) {
        const visited = await facet.visit(url, newPage);
        pages.push(visited.page);
        return visited;
      },
      ...createAsking(() => facet.ui.getPrompts()),
    });
    for (const page of pages) await page.close();
    for (const server of servers) server.closeAllConnections();
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  },
});
