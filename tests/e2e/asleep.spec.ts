import { EXTENSION, PASSWORD } from './facet';
import { expect, test } from './test';
import { startUnwatched, toOrigin, toUi } from './unwatched/unwatched';
import { toKeyList } from '../bench/relays/crowd';

/** What the functions below find when they run in a web page. */
declare const nostr: { signEvent(event: object): Promise<{ pubkey: string; content: string }> };

const MINUTE = 60_000;

test('with a hundred accounts a worker that nobody needs is asleep within a minute, and a signature wakes it', async ({
  relay,
  demo,
}) => {
  const browser = await startUnwatched([EXTENSION]);
  const facet = await browser.open(`${toOrigin(EXTENSION)}manifest.json`);
  const ui = toUi(facet);
  await ui.createVault(PASSWORD);
  await ui.setRelays([relay.url]);
  const lines = Array.from({ length: 100 }, (_, line) => line);
  await ui.importAccounts(toKeyList(lines.length), lines);
  const { current = '' } = await ui.getSnapshot();
  const { origin } = new URL(demo.url);
  await ui.saveRule({ pubkey: current, origin, method: 'connect', effect: 'allow', lasts: 'always' });
  await ui.saveRule({
    pubkey: current,
    origin,
    method: 'signEvent',
    kind: 1,
    effect: 'allow',
    lasts: 'always',
  });
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
