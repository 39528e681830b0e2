import { people } from '../../scripts/demo/people';
import { PASSWORD } from './facet';
import { expect } from './test';
import { test } from './toolbar-screen';
import { inSidePanel } from './side-panel';
import { getPublicKey } from './window-nostr';

/** What the functions below find when they run inside a page of Facet. */
declare const chrome: {
  extension: { getViews(which: { type: string }): Window[] };
  runtime: { getContexts(which: { contextTypes: string[] }): Promise<object[]> };
};

test('the right-click menu of the button goes through the accounts of the tab, opens popup and panel', async ({
  toolbar: { facet, display, expectButton, chooseFromMenu },
  demo,
}) => {
  const { alice, ines } = people;
  await facet.ui.createVault(PASSWORD);
  await facet.ui.setRelays([]);
  for (const person of [alice, ines]) await facet.ui.addSecretKey(person.nsec, person.name);
  const { page, tabId } = await facet.visit(`${demo.url}plain.html`);
  const prompt = await facet.prompted(() => getPublicKey(page));
  await prompt.allow();
  await expect.poll(() => facet.prompts().length).toBe(0);
  const caller = await facet.open('manifest.json');
  await page.bringToFront();
  await expectButton({ account: ines.pubkey });
  const here = async () => (await facet.ui.getTab(tabId)).pubkey;

  await chooseFromMenu('next');
  await expect.poll(here).toBe(alice.pubkey);
  await expectButton({ account: alice.pubkey, grey: true });
  await chooseFromMenu('previous');
  await expect.poll(here).toBe(ines.pubkey);
  await expectButton({ account: ines.pubkey });
  expect((await facet.snapshot()).current).toBe(ines.pubkey); // it was for this site alone

  await chooseFromMenu('choose');
  // it is there before it has the keyboard
  const hasKeys = () =>
    caller.evaluate(() =>
      chrome.extension.getViews({ type: 'popup' }).some(({ document }) => document.hasFocus()),
    );
  await expect.poll(hasKeys).toBe(true);
  await display.press('Escape');
  await expect.poll(() => facet.toolbarPopups()).toBe(0);

  const panels = () =>
    caller.evaluate(async () => (await chrome.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] })).length);
  await page.bringToFront();
  await chooseFromMenu('panel');
  await expect.poll(panels).toBe(1);
});

test('the right-click menu of the button locks', async ({
  toolbar: { facet, expectButton, chooseFromMenu },
  demo,
}) => {
  await facet.ui.createVault(PASSWORD);
  await facet.ui.setRelays([]);
  await facet.ui.addSecretKey(people.ines.nsec, people.ines.name);
  const { page } = await facet.visit(`${demo.url}plain.html`);
  await page.bringToFront();
  await expectButton({ account: people.ines.pubkey, grey: true });
  await chooseFromMenu('lock');
  await expect.poll(async () => (await facet.snapshot()).vault).toBe('locked');
  await expectButton('locked');
});

test('the panel that the browser shows beside the page switches by keys, and the button of the tab follows', async ({
  toolbar: { facet, expectButton, chooseFromMenu },
  demo,
}) => {
  const { alice, ines } = people;
  await facet.ui.createVault(PASSWORD);
  await facet.ui.setRelays([]);
  for (const person of [alice, ines]) await facet.ui.addSecretKey(person.nsec, person.name);
  const { page, tabId } = await facet.visit(`${demo.url}plain.html`);
  await expect.poll(async () => (await facet.ui.getTab(tabId)).origin).toBe(new URL(demo.url).origin);
  await page.bringToFront();
  await expectButton({ account: ines.pubkey, grey: true });
  await chooseFromMenu('panel');
  const panel = await inSidePanel(facet);
  const who = () => panel.evaluate(`document.querySelector('#who')?.textContent`);
  await expect.poll(who).toBe(ines.name);
  await panel.type('alice');
  await panel.press('Enter');
  await expect.poll(who).toBe(alice.name);
  await expectButton({ account: alice.pubkey, grey: true });
  expect((await facet.ui.getTab(tabId)).choices).toEqual({ site: alice.pubkey });
  expect((await facet.snapshot()).current).toBe(ines.pubkey);
  await panel.close();
});
