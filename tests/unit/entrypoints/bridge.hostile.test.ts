import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import bridge from '../../../entrypoints/bridge';
import type { PageCall } from '#lib/rpc/transports';
import { pubkeyOf } from '../support/keys';

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
interface Nostr {
  getPublicKey(): Promise<string>;
  signEvent(draft: object): Promise<unknown>;
  on(name: string, listener: (pubkey?: string) => void): void;
  off(name: string, listener: (pubkey?: string) => void): void;
}

let page: EventTarget;
let checkIn: { pubkey: string | null; changed: boolean };
let calls: PageCall[];
beforeEach(() => {
  fakeBrowser.reset();
  calls = [];
  page = new EventTarget();
  vi.stubGlobal('document', { prerendering: false, readyState: 'complete', visibilityState: 'visible' });
  vi.stubGlobal('requestIdleCallback', (run: () => void) => setTimeout(run));
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('dispatchEvent', page.dispatchEvent.bind(page));
  vi.spyOn(browser.runtime, 'sendMessage').mockImplementation((async (call: PageCall) => {
    calls.push(call);
    await Promise.resolve();
    return { result: call.method === 'checkIn' ? checkIn : ada };
  }) as never);
});
afterEach(() => vi.unstubAllGlobals());

/** A page that has been answered that it is Ada, and both its worlds. It takes the built-ins of the page as it is loaded. */
async function load() {
  const heard: (string | undefined)[] = [];
  page.addEventListener('nostr:accountChanged', (event) => {
    heard.push((event as CustomEvent<{ pubkey?: string }>).detail.pubkey);
  });
  vi.resetModules();
  bridge.main();
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
  return { nostr, poke, expectHeard };
}

it('a page without a listener that heard of a switch also hears of the way back', async () => {
  const { poke, expectHeard } = await load();
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

it('a page that begins to listen after a switch hears of it once, and says with whom it means to act', async () => {
  const { nostr, poke, expectHeard } = await load();
  await poke({ pubkey: bob, changed: true });
  await expectHeard(bob);
  await nostr.signEvent({});
  expect(calls.at(-1)).toMatchObject({ method: 'signEvent', told: ada });
  const listener = vi.fn();
  nostr.on('accountChanged', listener);
  await nostr.signEvent({}); // behind what it says of its listener
  const anew = { pubkey: bob, changed: true }; // the worker notes now that it was told, not yet when it is asked again
  await Promise.all([poke(anew), poke(anew)]);
  await vi.waitFor(() => expect(listener.mock.calls).toEqual([[bob]]));
  await poke({ pubkey: bob, changed: false });
  await nostr.signEvent({});
  expect(calls.at(-1)).toMatchObject({ told: bob });
  expect(listener).toHaveBeenCalledTimes(1);
});

it('a page that begins to listen after a switch hears of the way back', async () => {
  const { nostr, poke, expectHeard } = await load();
  await poke({ pubkey: bob, changed: true });
  await expectHeard(bob);
  const listener = vi.fn();
  nostr.on('accountChanged', listener);
  await nostr.signEvent({});
  await poke({ pubkey: ada, changed: false }); // as the worker sees it nothing happened
  await vi.waitFor(() => expect(listener.mock.calls).toEqual([[ada]]));
});

it('a page that no longer listens is asked as one', async () => {
  const { nostr, poke } = await load();
  const listener = vi.fn();
  const listens = () => calls.findLast(({ method }) => method === 'checkIn')?.args;
  nostr.on('accountChanged', listener);
  await nostr.signEvent({});
  await poke({ pubkey: ada, changed: false });
  expect(listens()).toEqual([true]);
  nostr.off('accountChanged', listener);
  await nostr.signEvent({});
  await poke({ pubkey: bob, changed: true });
  expect(listens()).toEqual([false]);
  await nostr.signEvent({});
  expect(calls.at(-1)).toMatchObject({ told: ada });
  expect(listener).not.toHaveBeenCalled();
});

it('a page listens with a function for the switch of accounts, until that is taken back, and with nothing else', async () => {
  const { nostr, poke } = await load();
  const listener = vi.fn();
  const expectListens = async (listens: boolean) => {
    await nostr.signEvent({});
    await poke({ pubkey: ada, changed: false });
    expect(calls.findLast(({ method }) => method === 'checkIn')?.args).toEqual([listens]);
  };
  nostr.on('connect', listener);
  nostr.on('accountChanged', 'no function' as never);
  await expectListens(false);
  nostr.on('accountChanged', listener);
  nostr.off('connect', listener);
  nostr.off('accountChanged', () => undefined);
  await expectListens(true);
});

it('a page that takes a listener away keeps those that it added after it', async () => {
  const { nostr, poke } = await load();
  const [first, second] = [vi.fn(), vi.fn()];
  nostr.on('accountChanged', first);
  nostr.on('accountChanged', second);
  nostr.off('accountChanged', first);
  await nostr.signEvent({});
  await poke({ pubkey: bob, changed: true });
  await vi.waitFor(() => expect(second).toHaveBeenCalledWith(bob));
  expect(first).not.toHaveBeenCalled();
});

it('a page that says hello once both worlds are joined is not offered the port', async () => {
  vi.resetModules();
  const { createNostr } = await import('#lib/rpc/window-nostr');
  createNostr();
  bridge.main();
  const offered = vi.fn();
  page.addEventListener('facet:port', offered);
  page.dispatchEvent(new Event('facet:hello'));
  expect(offered).not.toHaveBeenCalled();
});

it('a page whose isolated world comes last says then who holds its window.nostr', async () => {
  vi.resetModules();
  const { createNostr } = await import('#lib/rpc/window-nostr');
  const { onLook, report } = createNostr();
  onLook(() => report({ holder: 'extension', others: true }));
  bridge.main();
  const reports = () => calls.filter(({ method }) => method === 'report').map(({ args }) => args);
  await vi.waitFor(() => expect(reports()).toEqual([['extension', true]]));
});
