/** An account that a tab and a site point to is removed: who they are now is plain, and nothing signs as another. */
import type { Locator, Page } from '@playwright/test';
import type { Event } from 'nostr-tools/pure';
import { people } from '../../../scripts/demo/people';
import { expect, test } from '../test';
import { getPublicKey, isVerified, listen, outcome, sign } from '../window-nostr';
import { switchAt } from './person';

const { alice, ines, nightjar } = people;

test('removing the account of a tab and of a site: both fall back, their pages hear it, and none signs as another', async ({
  ready,
  demo,
}) => {
  test.setTimeout(120_000);
  for (const { nsec } of [ines, nightjar, alice]) await ready.ui.addSecretKey(nsec);
  const connect = async (page: Page, person: typeof alice) => {
    const prompt = await ready.prompted(() => getPublicKey(page));
    await prompt.say('Everyday posts too');
    await prompt.allow();
    await expect.poll(() => ready.prompts().length).toBe(0);
    expect(await getPublicKey(page)).toBe(person.pubkey);
  };
  const inTab = await ready.visit(`${demo.url}plain.html`);
  await connect(inTab.page, alice);
  // of the same site as the first, with no listener
  const silent = await ready.visit(`${demo.url}plain.html`);
  for (const { page, tabId } of [inTab, silent]) {
    await switchAt(ready, tabId, ines.pubkey, 'tab', 'once');
    expect(await getPublicKey(page)).toBe(ines.pubkey);
  }
  const pinned = await ready.visit(`${demo.otherUrl}plain.html`);
  await switchAt(ready, pinned.tabId, ines.pubkey, 'site');
  await connect(pinned.page, ines);
  for (const { page } of [inTab, pinned]) await listen(page);
  const shown: Locator[] = [];
  for (const { tabId } of [inTab, pinned]) {
    const popup = await ready.open(`popup.html?tab=${tabId}`);
    shown.push(popup.locator('#who'));
  }
  for (const who of shown) await expect(who).toContainText(ines.name);
  await ready.ui.switchAccount(nightjar.pubkey, 'all');

  await ready.ui.logout(ines.pubkey);

  const heard = ({ page }: typeof inTab) => page.evaluate(() => window.heard);
  const both = (pubkey: string | undefined) => [
    { by: 'on', pubkey },
    { by: 'event', pubkey },
  ];
  // the first site knows Alice, whom it falls back to; the second may not know who is there now
  await expect.poll(() => heard(inTab)).toEqual(both(alice.pubkey));
  await expect.poll(() => heard(pinned)).toEqual(both(undefined));
  expect(await ready.ui.getTab(inTab.tabId)).toMatchObject({
    pubkey: alice.pubkey,
    reason: 'site',
    choices: { site: alice.pubkey },
    connected: true,
    knows: [alice.pubkey],
  });
  const other = await ready.ui.getTab(pinned.tabId);
  expect(other).toMatchObject({
    pubkey: nightjar.pubkey,
    reason: 'current',
    choices: {},
    connected: false,
    knows: [],
    told: ines.pubkey,
  });
  await expect
    .poll(() => Promise.all(shown.map((who) => who.innerText())))
    .toEqual([expect.stringContaining(alice.name), expect.stringContaining(nightjar.name)]);

  // told at once: it is Alice now, and signs as her by her rules
  const event = await sign(inTab.page);
  expect(isVerified(event) && event.pubkey).toBe(alice.pubkey);
  // told nothing: it still believes the one who is gone
  let signed: Promise<Event> | undefined;
  const prompt = await ready.prompted(() => (signed = sign(silent.page)));
  expect((await ready.ui.getPrompts())[0]).toMatchObject({ told: ines.pubkey, pubkey: alice.pubkey });
  await prompt.say(`${alice.name}, this once`);
  await prompt.allow();
  expect((await signed)?.pubkey).toBe(alice.pubkey);
  await expect.poll(() => ready.prompts().length).toBe(0);
  // a stranger to whoever is there now: it has to ask
  let refused: Promise<unknown> | undefined;
  const asked = await ready.prompted(() => (refused = outcome(sign(pinned.page))));
  expect(await asked.text).toContain(nightjar.name);
  await asked.reject();
  expect(await refused).toBe('User rejected');
  // and whoever names the account that is gone is refused
  expect(await outcome(sign(silent.page, { pubkey: ines.pubkey }))).toBe(
    'this page may not act as the account that it names',
  );
});
