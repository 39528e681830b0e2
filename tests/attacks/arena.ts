/**
 * Where attacks take place: one browser with an unlocked Facet for many cases, in which every case is a website of its
 * own, as every name below localhost is another origin.
 */
import { test as base, expect, type Page } from '@playwright/test';
import { people } from '../../scripts/demo/people';
import { startRelay, type Relay } from '../../scripts/relay/relay';
import { listen } from '../../scripts/relay/listen';
import { createServer } from 'node:http';
import type { RuleDraft } from '../../lib/rpc/rules';
import { launchFacet, PASSWORD, type Facet } from '../e2e/facet';
import { createAsking, type Asking } from './asking';

const { alice, ines } = people;

/** The words of the person of the arena. */
export { PASSWORD };

/** A website of one case. */
export interface Site {
  origin: string;
  /** Opens a page of it in a new tab. */
  visit(path?: string): Promise<Page>;
  /** The person lets it know this account. */
  connect(pubkey?: string): Promise<void>;
  /** The person lets it do this, as Alice and for good unless it says otherwise. */
  allow(rule: Pick<RuleDraft, 'method'> & Partial<RuleDraft>): Promise<void>;
}

/** What a case finds: Alice is who one is everywhere, Ines is there too, and no website knows either. */
export interface Arena extends Asking {
  facet: Facet;
  relay: Relay;
  site: Site;
  /** Another website than `site`. */
  other: Site;
}

interface Shared {
  /** Folder of another extension in this browser; absent: there is none. */
  beside: string | undefined;
  facet: Facet;
  relay: Relay;
  /** The port at which every name below localhost is a website. */
  port: number;
}

/** In a page that is served so, scripts run and the origin is nobody's. */
const SANDBOX = 'sandbox allow-scripts';

/** Every path is an empty page; `/sandboxed` has no origin, `/frame?URL` has a frame with that address in it. */
export function toPage(path: string): string {
  const [, framed] = /^\/frame\?(.+)$/.exec(path) ?? [];
  const frame = framed ? `<iframe src="${decodeURIComponent(framed)}"></iframe>` : '';
  return `<!doctype html><meta charset="utf-8"><title>Site</title><p>A page.</p>${frame}`;
}

let lastSite = 0;

export const arena = base.extend<{ world: Arena }, Shared>({
  relay: [
    async ({}, use) => {
      const relay = await startRelay();
      await use(relay);
      await relay.stop();
    },
    { scope: 'worker' },
  ],
  port: [
    async ({}, use) => {
      const server = createServer((request, response) => {
        const { url = '/' } = request;
        response.writeHead(200, {
          ...{ 'content-type': 'text/html', 'cache-control': 'no-store' },
          ...(url === '/sandboxed' ? { 'content-security-policy': SANDBOX } : {}),
        });
        response.end(toPage(url));
      });
      await use(await listen(server));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    { scope: 'worker' },
  ],
  beside: [undefined, { option: true, scope: 'worker' }],
  facet: [
    async ({ relay, beside }, use) => {
      const facet = await launchFacet(beside === undefined ? {} : { beside });
      await facet.ui.createVault(PASSWORD);
      await facet.ui.setRelays([relay.url]);
      for (const { nsec, name } of [ines, alice]) await facet.ui.addSecretKey(nsec, name);
      await use(facet);
      await facet.close();
    },
    { scope: 'worker' },
  ],
  world: async ({ facet, relay, port }, use) => {
    const pages: Page[] = [];

    function toSite(): Site {
      lastSite += 1;
      const origin = `http://site-${process.pid}-${lastSite}.localhost:${port}`;
      return {
        origin,
        async visit(path = '/') {
          const { page } = await facet.visit(`${origin}${path}`);
          pages.push(page);
          return page;
        },
        async connect(pubkey = alice.pubkey) {
          await facet.ui.saveRule({ pubkey, origin, method: 'connect', effect: 'allow', lasts: 'always' });
        },
        async allow(rule) {
          const { pubkey } = alice;
          await facet.ui.saveRule({ pubkey, origin, effect: 'allow', lasts: 'always', ...rule });
        },
      };
    }

    await use({
      facet,
      relay,
      site: toSite(),
      other: toSite(),
      ...createAsking(facet.ui.getPrompts),
    });
    for (const page of pages) await page.close().catch(() => undefined);
    await expect.poll(async () => (await facet.snapshot()).pending.length).toBe(0);
  },
});

export { expect };
