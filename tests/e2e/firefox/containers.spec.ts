import type { Page } from 'puppeteer-core';
import { people } from '../../../scripts/demo/people';
import type { NostrEvent } from '../../../lib/nostr/event';
import { isVerified } from '../window-nostr';
import { expect, test } from './test';

/** What a page of Facet says of a tab. */
declare const browser: { tabs: { get(tabId: number): Promise<{ cookieStoreId?: string }> } };

const { alice, ines, nightjar } = people;
const CALLS = 20;

/** A container, its person, and a tab in it. */
interface Place {
  page: Page;
  tabId: number;
  person: typeof alice;
  open: () => Promise<Page>;
}

const getPublicKey = (page: Page) => page.evaluate(() => window.nostr.getPublicKey());

const sign = (page: Page) =>
  page.evaluate(() => window.nostr.signEvent({ kind: 1, content: 'by whom?', tags: [] }));

const signMany = (page: Page, name: string) =>
  page.evaluate(
    (calls, text) =>
      Promise.all(
        Array.from({ length: calls }, (_, call) =>
          window.nostr.signEvent({ kind: 1, content: `${text} ${call}`, tags: [] }),
        ),
      ),
    CALLS,
    name,
  );

test('one site in two containers as two accounts: none crossed, none forgotten with the event page, and each falls back', async ({
  readyFirefox,
  demo,
}) => {
  test.setTimeout(180_000);
  const { ui, caller } = readyFirefox;
  for (const { nsec } of [nightjar, ines, alice]) await ui.addSecretKey(nsec);
  const url = `${demo.url}plain.html`;
  const places: Place[] = [];
  for (const person of [alice, ines]) {
    const open = await readyFirefox.addContainer();
    const { page, tabId } = await readyFirefox.visit(url, open);
    expect(await ui.getTab(tabId)).toMatchObject({ inContainer: true });
    await ui.switchAccount(person.pubkey, 'container', tabId);
    let key: Promise<string> | undefined;
    const prompt = await readyFirefox.prompted(() => (key = getPublicKey(page)));
    await prompt.say('Everyday posts too');
    await prompt.say('This tab');
    await prompt.allow();
    expect(await key).toBe(person.pubkey);
    await readyFirefox.promptCloses();
    // what was answered for the tab is no more than what holds in its container
    await ui.clearChoice('tab', tabId);
    places.push({ page, tabId, person, open });
  }
  const stores = await caller.evaluate(
    (ids) => Promise.all(ids.map(async (id) => (await browser.tabs.get(id)).cookieStoreId ?? '')),
    places.map(({ tabId }) => tabId),
  );
  for (const store of stores) expect(store).toMatch(/^firefox-container-\d+$/);
  expect(new Set(stores).size).toBe(2);

  const expectApart = async (when: string, meanwhile: () => Promise<unknown>) => {
    const signing = places.map(({ page }, index) => signMany(page, `${when} ${index}`));
    const [signed] = await Promise.all([Promise.all(signing), meanwhile()]);
    for (const [index, events] of signed.entries()) {
      const { person, tabId } = places[index] as Place;
      expect(events.map(({ content }) => content)).toEqual(
        Array.from({ length: CALLS }, (_, call) => `${when} ${index} ${call}`),
      );
      expect(new Set(events.map(({ pubkey }) => pubkey)), when).toEqual(new Set([person.pubkey]));
      expect(events.every(isVerified), when).toBe(true);
      expect(await ui.getTab(tabId), when).toMatchObject({ pubkey: person.pubkey, reason: 'container' });
    }
  };
  await expectApart('undisturbed', () => Promise.resolve());
  await expectApart('a switch everywhere', () => ui.switchAccount(nightjar.pubkey, 'all'));
  await expectApart('the event page stopped', () => readyFirefox.stopEventPage());

  // outside of any container nobody was told anything, and the person is who they are everywhere
  const outside = await readyFirefox.visit(url);
  const seen = await ui.getTab(outside.tabId);
  expect(seen).toMatchObject({ pubkey: nightjar.pubkey, reason: 'current' });
  expect(seen).not.toHaveProperty('told');
  expect(seen).not.toHaveProperty('inContainer');

  const [first, second] = places as [Place, Place];
  // a new tab in the container is who its container is
  const beside = await readyFirefox.visit(url, second.open);
  expect(await getPublicKey(beside.page)).toBe(ines.pubkey);

  await ui.clearChoice('container', first.tabId);
  expect(await ui.getTab(first.tabId)).toMatchObject({
    pubkey: nightjar.pubkey,
    reason: 'current',
    choices: {},
    connected: false,
    told: alice.pubkey,
  });
  expect(await ui.getTab(second.tabId)).toMatchObject({ pubkey: ines.pubkey, reason: 'container' });

  await ui.logout(ines.pubkey);
  for (const { tabId } of [second, beside]) {
    expect(await ui.getTab(tabId)).toMatchObject({
      pubkey: nightjar.pubkey,
      reason: 'current',
      choices: {},
      connected: false,
      told: ines.pubkey,
    });
  }
  // whoever believes the one who is gone is a stranger to whoever is there now
  const ask = () =>
    second.page.evaluate(() =>
      window.nostr.signEvent({ kind: 1, content: 'by whom?', tags: [] }).then(
        ({ pubkey }) => pubkey,
        (error: unknown) => (error as Error).message,
      ),
    );
  let asked: Promise<string> | undefined;
  const prompt = await readyFirefox.prompted(() => (asked = ask()));
  expect((await ui.getPrompts())[0]).toMatchObject({ type: 'connect', suggested: nightjar.pubkey });
  await prompt.reject();
  expect(await asked).toBe('User rejected');
});

test('by clicks alone: each container is somebody, its card says so, and clearing falls back to the one everywhere', async ({
  readyFirefox,
  demo,
}) => {
  test.setTimeout(120_000);
  const { ui } = readyFirefox;
  for (const { nsec, name } of [nightjar, ines, alice]) await ui.addSecretKey(nsec, name);
  await ui.switchAccount(nightjar.pubkey, 'all');
  const url = `${demo.url}plain.html`;
  const open = async (person: typeof alice) => {
    const { page, tabId } = await readyFirefox.visit(url, await readyFirefox.addContainer());
    const popup = await readyFirefox.popup(tabId);
    await popup.says('Follows your current account');
    await popup.switchTo(person.name, 'This container');
    await popup.says('Chosen for this container');
    return { page, popup, person };
  };
  const first = await open(alice);
  let key: Promise<string> | undefined;
  const connect = await readyFirefox.prompted(() => (key = getPublicKey(first.page)));
  await connect.say('This tab');
  await connect.allow();
  expect(await key).toBe(alice.pubkey);
  await readyFirefox.promptCloses();
  // what was answered for the tab stands before its container, until it is cleared
  await first.popup.says('Chosen for this tab');
  // Firefox leaves the marks around a name out of what a button is called
  await first.popup.press('button', `Clear, then ${alice.name}`);
  await first.popup.says('Chosen for this container');

  // the site that knows one is told of the other by the person's word in the popup, and need not ask
  const second = await open(ines);
  expect(await getPublicKey(second.page)).toBe(ines.pubkey);
  for (const { page, person } of [first, second]) {
    let signed: Promise<NostrEvent> | undefined;
    const prompt = await readyFirefox.prompted(() => (signed = sign(page)));
    await prompt.allow();
    const event = await signed;
    expect(event?.pubkey).toBe(person.pubkey);
    expect(event && isVerified(event)).toBe(true);
    await readyFirefox.promptCloses();
  }

  await first.popup.press('button', `Clear, then ${nightjar.name}`);
  await first.popup.says('Follows your current account');
  expect(await first.popup.text).toContain(nightjar.name);
  expect(await first.popup.text).not.toContain('Chosen for');
  // the other container is who it was
  expect(await second.popup.text).toContain('Chosen for this container');
  expect(await getPublicKey(second.page)).toBe(ines.pubkey);
});
