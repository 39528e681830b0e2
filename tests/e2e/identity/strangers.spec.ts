/** A page that knows one account and may not know the next: nothing that it can see tells who that is. */
import { people } from '../../../scripts/demo/people';
import type { PromptView } from '../../../lib/rpc/prompt';
import { expect, test } from '../test';
import { getPublicKey, outcome } from '../window-nostr';
import { connectAs, give, switchAt, waiting } from './person';

const { alice, ines } = people;

/** Everything that comes to the page by itself. */
interface Sight {
  seen: string[];
  /** The names in `window` and what `window.nostr` is made of. */
  shape(): string;
}

declare global {
  interface Window {
    sight: Sight;
  }
}

/** Runs in the page: from now on it notes whatever happens in it. */
function watch(): void {
  const seen: string[] = [];
  const note = (what: string, value: unknown) => seen.push(`${what} ${JSON.stringify(value)}`);
  nostr.on('accountChanged', (pubkey) => note('on', pubkey ?? null));
  addEventListener('nostr:accountChanged', (event) => note('event', (event as CustomEvent<unknown>).detail));
  for (const type of [
    'storage',
    'message',
    'facet:port',
    'facet:hello',
    'error',
    'unhandledrejection',
    'hashchange',
  ]) {
    addEventListener(type, (event) => note(type, { ...event }));
  }
  new MutationObserver((changes) =>
    note(
      'dom',
      changes.map(({ type }) => type),
    ),
  ).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
  const list = (value: object): string[] => Object.getOwnPropertyNames(value).toSorted();
  window.sight = {
    seen,
    shape: () =>
      JSON.stringify([
        list(window),
        list(nostr).map((name) => [name, typeof (nostr as unknown as Record<string, unknown>)[name]]),
        Object.entries(localStorage),
        Object.entries(sessionStorage),
        document.cookie,
        document.documentElement.outerHTML,
      ]),
  };
}

const SCOPES = ['tab', 'site', 'all'] as const;

for (const scope of SCOPES) {
  test(`a page hears that it is somebody else and not who, after a switch of ${scope}`, async ({
    ready,
    demo,
  }) => {
    for (const { nsec } of [ines, alice]) await ready.ui.addSecretKey(nsec);
    await ready.ui.switchAccount(alice.pubkey, 'all');
    const { page, tabId } = await ready.visit(`${demo.url}plain.html`);
    await connectAs(ready, page, alice.pubkey);
    if (scope === 'all') await ready.ui.clearChoice('site', tabId);
    await page.evaluate(watch);
    const before = await page.evaluate(() => window.sight.shape());
    await (scope === 'all'
      ? ready.ui.switchAccount(ines.pubkey, 'all')
      : switchAt(ready, tabId, ines.pubkey, scope));
    expect(await ready.ui.getTab(tabId)).toMatchObject({ pubkey: ines.pubkey, connected: false });

    await expect.poll(() => page.evaluate(() => window.sight.seen)).toEqual(['on null', 'event {}']);
    expect(await page.evaluate(() => nostr.isEnabled())).toBe(false);
    expect(await page.evaluate(() => nostr.getRelays())).toEqual({});
    const { message } = await page.evaluate(
      (pubkey) =>
        nostr.signEvent({ kind: 1, content: '', tags: [], pubkey }).then(
          () => ({ message: 'signed' }),
          (error: unknown) => ({ message: JSON.stringify([(error as Error).message, error]) }),
        ),
      ines.pubkey,
    );
    expect(message).toContain('may not act as the account that it names');
    // and when the person says no, the page has learnt no more than that
    const asked = outcome(getPublicKey(page));
    const isConnect = (view: PromptView): view is PromptView => view.type === 'connect';
    await give(ready, await waiting(ready, isConnect), { answer: 'reject' });
    expect(await asked).toBe('User rejected');
    expect(await page.evaluate(() => window.sight.seen)).toEqual(['on null', 'event {}']);
    const after = await page.evaluate(() => window.sight.shape());
    expect(after).toBe(before);
    for (const each of [ines.pubkey, ines.npub]) expect(after + message).not.toContain(each);
  });
}
