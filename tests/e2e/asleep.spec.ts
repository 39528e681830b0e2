import type { Client, UiApi } from '../../lib/rpc/contract';
import { EXTENSION, PASSWORD } from './facet';
import { expect, test } from './test';
import { startUnwatched, toOrigin, toUi, type Unwatched } from './unwatched/unwatched';
import type { UnwatchedPage } from './unwatched/page';
import { isVerified } from './window-nostr';
import { toKeyList } from '../bench/relays/crowd';

const MINUTE = 60_000;

/** Facet with so many accounts; the first of them may post unasked on this website. */
async function setUp(ui: Client<UiApi>, count: number, { origin }: URL): Promise<string> {
  await ui.createVault(PASSWORD);
  const lines = Array.from({ length: count }, (_, line) => line);
  await ui.importAccounts(toKeyList(count), lines);
  const { current = '' } = await ui.getSnapshot();
  const rule = { pubkey: current, origin, effect: 'allow', lasts: 'always' } as const;
  await ui.saveRule({ ...rule, method: 'connect' });
  await ui.saveRule({ ...rule, method: 'signEvent', kind: 1 });
  return current;
}

/** Stops the worker once nobody needs it: a page that is still open, or only just closing, would wake the next one. */
async function putToSleep(browser: Unwatched, site: UnwatchedPage): Promise<void> {
  await browser.closePages(EXTENSION);
  await expect.poll(() => browser.find(toOrigin(EXTENSION))).toBeUndefined();
  await site.evaluate(() => nostr.isEnabled());
  await browser.putToSleep(EXTENSION);
}

/** Has all of these signed at once. */
const signAll = (page: UnwatchedPage, drafts: readonly { kind: number; content: string }[]) =>
  page.evaluate(
    (given) => Promise.all(given.map((draft) => nostr.signEvent({ ...draft, tags: [], created_at: 1 }))),
    [...drafts],
  );

test('with a hundred accounts a worker that nobody needs is asleep within a minute, and a signature wakes it', async ({
  relay,
  demo,
}) => {
  const browser = await startUnwatched([EXTENSION]);
  const ui = toUi(await browser.open(`${toOrigin(EXTENSION)}manifest.json`));
  const current = await setUp(ui, 100, new URL(demo.url));
  await ui.setRelays([relay.url]);
  const popup = await browser.open(`${toOrigin(EXTENSION)}popup.html`);
  await expect.poll(() => relay.subscriptions).toBeGreaterThan(0);
  await popup.close();
  const page = await browser.open(`${demo.url}plain.html`);
  await browser.closePages(EXTENSION);
  expect(await browser.isAwake(EXTENSION)).toBe(true);

  await expect.poll(() => browser.isAwake(EXTENSION), { timeout: MINUTE }).toBe(false);
  const signed = await page.evaluate(() =>
    nostr.signEvent({ kind: 1, tags: [], content: 'good morning', created_at: 1 }),
  );
  expect(signed).toMatchObject({ pubkey: current, content: 'good morning' });
  expect(relay.connections).toBe(0);
  await browser.close();
});

for (const count of [3, 100, 500]) {
  test(`with ${count} accounts a worker that sleeps answers what a rule allows, and asks for the password when locked`, async ({
    demo,
  }) => {
    test.setTimeout(150_000); // a worker that something has woken again is idle for half a minute first
    const browser = await startUnwatched([EXTENSION]);
    const openFacet = () => browser.open(`${toOrigin(EXTENSION)}manifest.json`);
    const ui = toUi(await openFacet());
    await ui.getSnapshot(); // by then the browser has been told of the content scripts
    const page = await browser.open(`${demo.url}plain.html`);
    const pubkey = await setUp(ui, count, new URL(demo.url));
    const promptUrl = `${toOrigin(EXTENSION)}prompt.html`;

    await putToSleep(browser, page);
    const [woken] = await signAll(page, [{ kind: 1, content: 'woken' }]);
    expect(woken).toMatchObject({ pubkey, content: 'woken' });
    expect(await browser.find(promptUrl)).toBeUndefined();

    await toUi(await openFacet()).lock();
    await putToSleep(browser, page);
    const drafts = [7, 7, 1, 7, 7].map((kind, call) => ({ kind, content: `locked, call ${call}` }));
    const signed = signAll(page, drafts);
    let prompt: UnwatchedPage | undefined;
    await expect.poll(async () => (prompt = await browser.find(promptUrl))).toBeDefined();
    if (!prompt) throw new Error('there is no window');
    const asking = prompt;
    const ask = asking.evaluate;
    const text = () => ask(() => document.querySelector('main')?.innerText ?? '');
    await expect.poll(text).toContain('Locked');
    await expect.poll(() => ask(() => document.activeElement?.getAttribute('type'))).toBe('password');
    await asking.enter(PASSWORD);
    // what a rule allows is not shown; the others stand in the order in which they were asked
    const waiting = drafts.filter(({ kind }) => kind === 7).map(({ content }) => content);
    const shown = async () =>
      (await toUi(asking).getPrompts()).map((each) => each.type === 'sign' && each.event.content);
    await expect.poll(shown).toEqual(waiting);
    const approve = '.answer .btn:is(.accent, .danger)[aria-disabled=false]';
    await expect.poll(() => ask((wanted) => document.querySelector(wanted) !== null, approve)).toBe(true);
    await asking.press(approve);
    const events = await signed;
    expect(events.map(({ kind, content }) => ({ kind, content }))).toEqual(drafts);
    expect(events.every((event) => isVerified(event) && event.pubkey === pubkey)).toBe(true);
    await browser.close();
  });
}
