import type { Page } from 'puppeteer-core';
import { people } from '../../../scripts/demo/people';
import type { FirefoxFacet } from './firefox';
import { expect, test } from './test';

const { alice, ines } = people;

const getPublicKey = (page: Page) => page.evaluate(() => window.nostr.getPublicKey());

/** Connects the site in `page` as the account that is proposed. */
async function connect(facet: FirefoxFacet, page: Page): Promise<string> {
  let key: Promise<string> | undefined;
  const prompt = await facet.prompted(() => (key = getPublicKey(page)));
  await prompt.allow();
  await facet.promptCloses();
  return (await key) ?? '';
}

test('window.nostr is there before the first inline script, and no page can call for its port', async ({
  firefox,
  demo,
}) => {
  const { page } = await firefox.visit(`${demo.url}early.html`);
  expect(await page.evaluate(() => (window as { early?: string }).early)).toBe('function');
  const heard = await page.evaluate(() => {
    let ports = 0;
    const listener = () => (ports += 1);
    addEventListener('facet:port', listener);
    dispatchEvent(new Event('facet:hello'));
    return ports;
  });
  expect(heard).toBe(0);
});

test('a page that was told Alice and not of the switch never signs as Ines unasked, not after a reload either', async ({
  readyFirefox,
  demo,
}) => {
  for (const { nsec } of [ines, alice]) await readyFirefox.ui.addSecretKey(nsec);
  await readyFirefox.ui.switchAccount(alice.pubkey, 'all');
  const { page, tabId } = await readyFirefox.visit(`${demo.url}plain.html`);
  expect(await connect(readyFirefox, page)).toBe(alice.pubkey);
  await readyFirefox.ui.switchAccount(ines.pubkey, 'site', tabId, 'once');
  await page.reload();
  const sign = (): Promise<{ pubkey: string }> =>
    page.evaluate(() => window.nostr.signEvent({ kind: 1, content: 'hello', tags: [] }));
  let signed: ReturnType<typeof sign> | undefined;
  const prompt = await readyFirefox.prompted(() => (signed = sign()));
  await prompt.say(`${alice.name}, this once`);
  await prompt.allow();
  expect((await signed)?.pubkey).toBe(alice.pubkey);
  expect(await getPublicKey(page)).toBe(ines.pubkey);
});

test('an open prompt outlives the event page: same request, one window, the right answer', async ({
  readyFirefox,
  demo,
}) => {
  await readyFirefox.ui.addSecretKey(alice.nsec);
  const { page } = await readyFirefox.visit(`${demo.url}plain.html`);
  let key: Promise<string> | undefined;
  const prompt = await readyFirefox.prompted(() => (key = getPublicKey(page)));
  const [before] = await readyFirefox.ui.getPrompts();
  await readyFirefox.stopEventPage();
  await expect
    .poll(async () => (await readyFirefox.ui.getPrompts()).map(({ id }) => id))
    .toEqual([before?.id]);
  await prompt.allow();
  expect(await key).toBe(alice.pubkey);
  await readyFirefox.promptCloses();

  // with no page of Facet open nothing wakes it but the website, which is answered without a question
  await readyFirefox.stopEventPage();
  expect(await getPublicKey(page)).toBe(alice.pubkey);
});
