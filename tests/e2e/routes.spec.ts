import { people } from '../../scripts/demo/people';
import { uiApi } from '../../lib/rpc/contract';
import { expect, test } from './test';
import { getPublicKey } from './window-nostr';

/** Every way a page can try to reach a method that is not its own; each resolves to what came of it. */
const ROUTES = {
  'as a method of window.nostr': (method: string) =>
    typeof (nostr as never as Record<string, unknown>)[method],
  'through a rebound NIP-07 method': async (method: string) => {
    const { getRelays } = nostr as unknown as Record<string, (...args: unknown[]) => Promise<object>>;
    return Object.keys(
      (await getRelays?.call({ method }, method, { method, args: [] })) ?? { nothing: true },
    );
  },
  'through a window message': (method: string) => {
    postMessage({ facet: 'ui', method, args: [] }, '*');
    postMessage({ facet: 'page', id: '1', method, args: [] }, '*');
    return 'sent';
  },
  'by calling for the private port': (method: string) => {
    let heard = 'nothing';
    const listener = (event: Event) => {
      heard = 'a port';
      (event as MessageEvent).ports[0]?.postMessage({ id: 1, method, args: '[]' });
    };
    addEventListener('facet:port', listener);
    dispatchEvent(new Event('facet:hello'));
    removeEventListener('facet:port', listener);
    return heard;
  },
  'through the runtime of the extension': () =>
    typeof (globalThis as { chrome?: { runtime?: { sendMessage?: unknown } } }).chrome?.runtime?.sendMessage,
};

test('a page reaches none of the internal methods by any route', async ({ ready, demo }) => {
  await ready.ui.addSecretKey(people.alice.nsec);
  const { page } = await ready.visit(`${demo.url}plain.html`);
  const prompt = await ready.prompted(() => getPublicKey(page));
  await prompt.allow();
  await expect.poll(() => ready.prompts().length).toBe(0);
  await expect.poll(async () => (await ready.snapshot()).relays).toEqual([]); // nobody looks any more
  const before = await ready.snapshot();

  for (const method of [...Object.keys(uiApi), 'checkIn', 'constructor', '__proto__']) {
    const own = await page.evaluate(ROUTES['as a method of window.nostr'], method);
    if (!['constructor', '__proto__'].includes(method)) expect(own).toBe('undefined');
    expect(await page.evaluate(ROUTES['through a rebound NIP-07 method'], method)).toEqual([]);
    expect(await page.evaluate(ROUTES['through a window message'], method)).toBe('sent');
    expect(await page.evaluate(ROUTES['by calling for the private port'], method)).toBe('nothing');
  }
  expect(await page.evaluate(ROUTES['through the runtime of the extension'])).toBe('undefined');

  expect(await ready.snapshot()).toEqual(before);
});

test('a content script taken over by its page gets `unsupported` for every internal method', async ({
  ready,
  demo,
}) => {
  await ready.ui.addSecretKey(people.alice.nsec);
  const { page } = await ready.visit(`${demo.url}plain.html`);
  const before = await ready.snapshot();
  // the isolated world of the content script, as a compromised renderer has it
  const session = await ready.context.newCDPSession(page);
  const worlds: { id: number; origin: string }[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context));
  await session.send('Runtime.enable');
  const world = worlds.find(({ origin }) => origin === `chrome-extension://${ready.id}`);
  expect(world).toBeDefined();

  const ask = async (message: object) => {
    const { result } = await session.send('Runtime.evaluate', {
      contextId: world?.id ?? 0,
      expression: `chrome.runtime.sendMessage(${JSON.stringify(message)})`,
      awaitPromise: true,
      returnByValue: true,
    });
    return result.value as { error?: { code: string } };
  };
  for (const method of [...Object.keys(uiApi), 'constructor', '__proto__', 'toString']) {
    for (const facet of ['ui', 'page']) {
      const reply = await ask({ facet, id: 'x', askedAt: 0, method, args: [] });
      expect(reply.error?.code, `${facet} ${method}`).toBe('unsupported');
    }
  }
  expect(await ready.snapshot()).toEqual(before);
});

test('a frame inside a page has no window.nostr, wherever it comes from', async ({ ready, demo }) => {
  const { page } = await ready.visit(`${demo.url}plain.html`);
  const found = await page.evaluate(async (other) => {
    const sources = [location.href, other, 'about:blank', 'data:text/html,<p>'];
    const frames = sources.map((src) => Object.assign(document.createElement('iframe'), { src }));
    const sandboxed = Object.assign(document.createElement('iframe'), {
      srcdoc: '<p>',
      sandbox: 'allow-scripts',
    });
    document.body.append(...frames, sandboxed);
    return frames.length;
  }, `${demo.otherUrl}plain.html`);
  await expect.poll(() => page.frames().length).toBe(found + 2);
  for (const frame of page.frames().slice(1)) {
    await frame.waitForLoadState();
    expect(await frame.evaluate(() => 'nostr' in window)).toBe(false);
  }
});
