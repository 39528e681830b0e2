import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import bridge from '../../../entrypoints/bridge';
import type { PageCall } from '#lib/rpc/transports';
import { pubkeyOf } from '../support/keys';

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
type Nostr = { getPublicKey(): Promise<string> };

let page: EventTarget;
let checkIn: { pubkey: string | null; changed: boolean };
beforeEach(() => {
  fakeBrowser.reset();
  page = new EventTarget();
  vi.stubGlobal('document', { prerendering: false, readyState: 'complete', visibilityState: 'visible' });
  vi.stubGlobal('requestIdleCallback', (run: () => void) => setTimeout(run));
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('dispatchEvent', page.dispatchEvent.bind(page));
  vi.spyOn(browser.runtime, 'sendMessage').mockImplementation((async (call: PageCall) => {
    await Promise.resolve();
    return { result: call.method === 'checkIn' ? checkIn : ada };
  }) as never);
});
afterEach(() => vi.unstubAllGlobals());

it('a page without a listener that heard of a switch also hears of the way back', async () => {
  const heard: (string | undefined)[] = [];
  page.addEventListener('nostr:accountChanged', (event) => {
    heard.push((event as CustomEvent<{ pubkey?: string }>).detail.pubkey);
  });
  bridge.main();
  // it takes the built-ins of the page as it is loaded
  const { createNostr } = await import('#lib/rpc/window-nostr');
  const nostr = createNostr().nostr as Nostr;
  expect(await nostr.getPublicKey()).toBe(ada);
  /** Resolves when the page's side has answered the poke. */
  const poke = (next: typeof checkIn) =>
    new Promise((resolve) => {
      checkIn = next;
      void (fakeBrowser.runtime.onMessage.trigger as (...args: unknown[]) => Promise<unknown>)(
        { facet: 'poke' },
        { id: browser.runtime.id },
        resolve,
      );
    });
  const expectHeard = (...pubkeys: (string | undefined)[]) =>
    vi.waitFor(() => expect(heard).toEqual(pubkeys));
  await poke({ pubkey: bob, changed: true });
  await expectHeard(bob);
  // the worker never took the page for told, so to it nothing has changed
  await poke({ pubkey: ada, changed: false });
  await expectHeard(bob, ada);
  await poke({ pubkey: null, changed: false }); // locked: not heard, as what follows shows
  await poke({ pubkey: null, changed: true });
  await expectHeard(bob, ada, undefined);
  await poke({ pubkey: ada, changed: false });
  await expectHeard(bob, ada, undefined, ada);
});
