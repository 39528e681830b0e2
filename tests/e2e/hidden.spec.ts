import type { Page } from '@playwright/test';
import { people } from '../../scripts/demo/people';
import { launchFacet, PASSWORD, type Facet } from './facet';
import { PopupPage } from './pages/popup';
import { test, useDeveloperMode } from './profile';
import { expect } from './test';
import { getPublicKey, outcome, sign } from './window-nostr';

const { alice } = people;

const hasNostr = (page: Page) => page.evaluate(() => 'nostr' in window);

/** Everything that the browser itself knows of scripts of an extension in a page, its isolated worlds included. */
async function tracesOf(page: Page) {
  const session = await page.context().newCDPSession(page);
  const scripts: string[] = [];
  const worlds: string[] = [];
  session.on('Debugger.scriptParsed', ({ url }) => scripts.push(url));
  session.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context.origin));
  await session.send('Debugger.enable');
  await session.send('Runtime.enable');
  await page.reload();
  const { result } = await session.send('Runtime.evaluate', { expression: 'window' });
  const { listeners } = await session.send('DOMDebugger.getEventListeners', {
    objectId: result.objectId ?? '',
  });
  await session.detach();
  const isForeign = (url: string) => url.startsWith('chrome-extension://');
  return { scripts: scripts.filter(isForeign), worlds: worlds.filter(isForeign), listeners };
}

/** What a page can try: the property, an answer to the handshake, the files of the extension. */
const search = (page: Page, id: string) =>
  page.evaluate(async (extension) => {
    let ports = 0;
    addEventListener('facet:port', () => (ports += 1));
    dispatchEvent(new Event('facet:hello'));
    const taken = !dispatchEvent(new MessageEvent('facet:port', { cancelable: true }));
    const file = `chrome-extension://${extension}/nostr.js`;
    return {
      property:
        'nostr' in window || Object.getOwnPropertyNames(window).some((name) => /nostr|facet/i.test(name)),
      answers: taken || ports > 1, // its own event is the one
      file: await fetch(file).then(
        () => true,
        () => false,
      ),
    };
  }, id);

async function connect(facet: Facet, page: Page): Promise<void> {
  const prompt = await facet.prompted(() => getPublicKey(page));
  await prompt.say('Everyday posts too');
  await prompt.allow();
  await expect.poll(() => facet.prompts().length).toBe(0);
}

test('on a site that was not chosen there is no property, no listener, no script and no world of Facet', async ({
  ready,
  demo,
}) => {
  await ready.ui.addSecretKey(alice.nsec);
  const known = await ready.visit(`${demo.url}plain.html`);
  await connect(ready, known.page);
  const other = await ready.visit(`${demo.otherUrl}plain.html`);
  // the search itself can find something
  expect((await tracesOf(other.page)).worlds).not.toEqual([]);
  expect(await search(other.page, ready.id)).toEqual({ property: true, answers: false, file: false });

  const { appearance } = await ready.ui.setOnlyChosen(true);
  expect(appearance?.chosen).toEqual([new URL(demo.url).origin]); // it knew Alice before
  // in a tab of its own: Chromium makes the empty world of a script anew in a frame that once had one
  const unchosen = await ready.visit(`${demo.otherUrl}plain.html`);
  expect(await tracesOf(unchosen.page)).toEqual({ scripts: [], worlds: [], listeners: [] });
  expect(await search(unchosen.page, ready.id)).toEqual({ property: false, answers: false, file: false });

  await known.page.goto(`${demo.url}early.html`);
  expect(await known.page.evaluate(() => (window as { early?: string }).early)).toBe('function');
  expect(await getPublicKey(known.page)).toBe(alice.pubkey);
});

test('"Use Facet here" in the popup makes a hidden site one that can ask, after a reload that is offered', async ({
  ready,
  demo,
}) => {
  await ready.ui.addSecretKey(alice.nsec);
  await ready.ui.setOnlyChosen(true);
  const { page, tabId } = await ready.visit(`${demo.url}plain.html`);
  expect(await hasNostr(page)).toBe(false);
  const { page: popup } = new PopupPage(await ready.open(`popup.html?tab=${tabId}`));
  await popup.getByRole('button', { name: 'Use Facet here' }).click();
  await popup.getByRole('button', { name: 'Reload the page' }).click();
  await expect.poll(() => hasNostr(page).catch(() => false)).toBe(true);
  await connect(ready, page);
  expect(await getPublicKey(page)).toBe(alice.pubkey);
  await expect(popup.getByText('Facet is not on this page')).toHaveCount(0);
});

test('"Hide Facet from this site" counts at once for the open page too, and is taken back in Sites', async ({
  ready,
  demo,
}) => {
  await ready.ui.addSecretKey(alice.nsec);
  const { page, tabId } = await ready.visit(`${demo.url}plain.html`);
  await connect(ready, page);
  const { page: popup } = new PopupPage(await ready.open(`popup.html?tab=${tabId}`));
  await popup.getByRole('button', { name: 'More', exact: true }).click();
  await popup.getByRole('menuitem', { name: 'Hide Facet from this site' }).click();
  await expect(popup.getByText('The page that is open still can')).toBeVisible();
  expect(await outcome(sign(page))).toBe('this page cannot use Facet');
  await popup.getByRole('button', { name: 'Reload the page' }).click();
  await expect.poll(() => hasNostr(page).catch(() => true)).toBe(false);
  const elsewhere = await ready.visit(`${demo.otherUrl}plain.html`);
  expect(await hasNostr(elsewhere.page)).toBe(true);

  const sites = await ready.open('options.html#sites');
  await sites.getByRole('button', { name: `Use Facet on ${new URL(demo.url).host}` }).click();
  await expect(sites.getByRole('list', { name: 'Sites that Facet hides from' })).toHaveCount(0);
  await page.reload();
  expect(await getPublicKey(page)).toBe(alice.pubkey);
});

test('one port of a host is chosen, and another is not', async ({ ready, demo }) => {
  const { port } = new URL(demo.url);
  await ready.ui.setOnlyChosen(true);
  await ready.ui.setAppears(`http://localhost:${Number(port) === 65_535 ? 65_534 : Number(port) + 1}`, true);
  const { page } = await ready.visit(`${demo.url}plain.html`);
  expect(await hasNostr(page)).toBe(false);
  await ready.ui.setAppears(new URL(demo.url).origin, true);
  await page.reload();
  expect(await hasNostr(page)).toBe(true);
});

/** Whether pages of a chosen and of another origin have Facet when they are loaded. */
const isFound = (chosen: Page, other: Page) => async () => {
  await Promise.all([chosen.reload(), other.reload()]);
  return [await hasNostr(chosen), await hasNostr(other)];
};

test('locking and the death of the worker leave the choice as it was', async ({ ready, demo }) => {
  await ready.ui.setOnlyChosen(true);
  await ready.ui.setAppears(new URL(demo.url).origin, true);
  const chosen = await ready.visit(`${demo.url}plain.html`);
  const other = await ready.visit(`${demo.otherUrl}plain.html`);
  const found = isFound(chosen.page, other.page);
  await ready.ui.lock();
  expect(await found()).toEqual([true, false]);
  await ready.stopWorker();
  expect(await found()).toEqual([true, false]);
});

test('an update and a restart leave the choice as it was, though the browser forgets the scripts and nobody unlocks', async ({
  profile,
  demo,
}) => {
  await useDeveloperMode(profile);
  const first = await launchFacet({ profile });
  await first.ui.createVault(PASSWORD);
  await first.ui.setOnlyChosen(true);
  await first.ui.setAppears(new URL(demo.url).origin, true);
  const chosen = await first.visit(`${demo.url}plain.html`);
  const other = await first.visit(`${demo.otherUrl}plain.html`);
  await first.reload();
  await expect.poll(isFound(chosen.page, other.page)).toEqual([true, false]);
  await first.close();

  const second = await launchFacet({ profile });
  expect((await second.snapshot()).vault).toBe('locked');
  const again = await second.visit(`${demo.url}plain.html`);
  const elsewhere = await second.visit(`${demo.otherUrl}plain.html`);
  expect([await hasNostr(again.page), await hasNostr(elsewhere.page)]).toEqual([true, false]);
  await second.close();
});

test('deleting everything makes Facet appear everywhere again', async ({ ready, demo }) => {
  await ready.ui.setOnlyChosen(true);
  const { page } = await ready.visit(`${demo.url}plain.html`);
  expect(await hasNostr(page)).toBe(false);
  await ready.ui.wipe(PASSWORD);
  await expect
    .poll(async () => {
      await page.reload();
      return hasNostr(page);
    })
    .toBe(true);
});
