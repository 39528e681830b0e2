/**
 * Code that came with an update or a dependency and wants out: it runs in a page of Facet, with a key in its hands. What
 * keeps it is the content security policy, one directive for each way.
 */
import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { Page } from '@playwright/test';
import { listen } from '../../scripts/relay/listen';
import { expect, type Arena } from './arena';
import { attack } from './attack';

const DIRECTIVES = 'wxt.config.ts';

/** Opens one of Facet's pages for the case. */
async function inOwnPage({ facet }: Arena, run: (page: Page) => Promise<void>): Promise<void> {
  const page = await facet.open('options.html');
  await run(page);
  await page.close();
}

/** Which comes first: that the browser refuses `send`, or that somebody outside is asked for the address it is given. */
async function expectKeptIn(arena: Arena, send: (url: string) => unknown): Promise<void> {
  const answer: RequestListener = (_request, response) => {
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end();
  };
  const outside = createServer(answer);
  const url = `http://localhost:${await listen(outside)}/?key`;
  const heard = once(outside, 'request').then(() => 'somebody outside was asked');
  await inOwnPage(arena, async (page) => {
    const refused = page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          addEventListener('securitypolicyviolation', () => resolve('refused'), { once: true });
        }),
    );
    await page.evaluate(send, url).catch(() => undefined); // a form takes the page with it
    expect(await Promise.race([refused, heard])).toBe('refused');
  });
  outside.closeAllConnections();
  outside.close();
}

const ways: [how: string, says: string, without: string, send: (url: string) => unknown][] = [
  [
    'as the address of a picture',
    `"img-src 'self' data: blob:",`,
    '"img-src * data: blob:",',
    (url) => void (new Image().src = url),
  ],
  [
    'in a request without encryption',
    `wss: https: ws://localhost:* ws://127.0.0.1:*",`,
    'wss: https: http: ws://localhost:* ws://127.0.0.1:*",',
    (url) => void fetch(url).catch(() => undefined),
  ],
  [
    'as the address of a style sheet',
    `"style-src 'self'",`,
    '"style-src *",',
    (url) =>
      document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url })),
  ],
  [
    'as the address of a font',
    `"font-src 'self'",`,
    '"font-src *",',
    (url) => void new FontFace('Outside', `url(${url})`).load().catch(() => undefined),
  ],
  [
    'in a form',
    `"form-action 'none'",`,
    '"form-action *",',
    (url) => {
      const form = Object.assign(document.createElement('form'), { action: url, method: 'post' });
      document.body.append(form);
      form.submit();
    },
  ],
  [
    'as the address of a frame',
    `"default-src 'none'",`,
    '"default-src *",',
    (url) => document.body.append(Object.assign(document.createElement('iframe'), { src: url })),
  ],
  [
    'as the address of a sound',
    `"default-src 'none'",`,
    '"default-src *",',
    (url) => void new Audio(url).play().catch(() => undefined),
  ],
];

for (const [how, says, without, send] of ways) {
  attack(`code in a page of Facet sends a key out ${how}`, { file: DIRECTIVES, says, without }, (arena) =>
    expectKeptIn(arena, send),
  );
}

attack(
  'code in a page of Facet makes elements of a stranger’s text',
  { file: DIRECTIVES, says: `"require-trusted-types-for 'script'",`, without: '' },
  (arena) =>
    inOwnPage(arena, async (page) => {
      const attempt = page.evaluate(() => {
        document.body.innerHTML = '<img alt="made of a text">';
      });
      await expect(attempt).rejects.toThrow(/TrustedHTML/);
    }),
);

attack(
  'code in a page of Facet makes a policy by which any text is trusted',
  { file: DIRECTIVES, says: "'trusted-types facet-later',", without: "'trusted-types *'," },
  (arena) =>
    inOwnPage(arena, async (page) => {
      const attempt = page.evaluate(() => {
        const { trustedTypes } = globalThis as unknown as {
          trustedTypes: { createPolicy(...of: unknown[]): void };
        };
        trustedTypes.createPolicy('anything', {});
      });
      await expect(attempt).rejects.toThrow(/disallowed/);
    }),
);

attack(
  'code in a page of Facet has every link in it lead elsewhere by one element',
  { file: DIRECTIVES, says: `"base-uri 'none'",`, without: '"base-uri *",' },
  (arena) =>
    inOwnPage(arena, async (page) => {
      const address = await page.evaluate(() => {
        document.head.prepend(Object.assign(document.createElement('base'), { href: 'http://localhost/' }));
        return Object.assign(document.createElement('a'), { href: 'options.html' }).href;
      });
      expect(address).toBe(page.url());
    }),
);
