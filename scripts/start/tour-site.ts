import { expect } from '@playwright/test';
import { verifyEvent, type Event } from 'nostr-tools/pure';
import { DemoPage } from '../../tests/e2e/pages/demo.ts';
import type { Demo } from '../demo/demo.ts';
import { people, type DemoPerson } from '../demo/people.ts';
import type { Display } from '../machine/display.ts';
import type { Relay } from '../relay/relay.ts';
import type { Launched } from './launch.ts';
import { answerPrompt, approve, waitForNoPrompt } from './prompts.ts';
import type { Report } from './report.ts';
import { readShortcut, readToolbar } from './shortcut.ts';

interface Surroundings {
  relay: Relay;
  demo: Demo;
  display: Display;
}

/** A website connects, posts, exchanges a secret, and follows a switch made with real keys. */
export async function useSite(
  { context }: Launched,
  { step }: Report,
  { relay, demo, display }: Surroundings,
): Promise<void> {
  const { alice, ines, nightjar } = people;
  const page = await context.newPage();
  const site = new DemoPage(page);
  const mark = new Date().toISOString(); // the relay keeps what earlier runs posted

  const postAs = async (person: DemoPerson) => {
    const text = `A note by ${person.name} at ${mark}`;
    await site.post(text);
    await approve(context, 'wants to post a public note as you');
    await expect(site.postResult).toHaveText('Posted. 1 relay has it.');
    await expect(site.note(text)).toContainText('Verified');
    const [stored] = relay.events({ kinds: [1], authors: [person.pubkey], limit: 1 });
    expect(stored?.content).toBe(text);
    expect(verifyEvent(JSON.parse(JSON.stringify(stored)) as Event)).toBe(true);
    return page;
  };

  await step(`Connected the demo page as ${alice.name}`, async () => {
    await site.open(demo.url);
    await site.connect();
    await answerPrompt(context, 'wants to know who you are', async (prompt) => {
      await prompt.say(alice.name);
      await prompt.allow();
    });
    await expect(site.npub).toHaveText(alice.npub);
    await expect(site.name).toHaveText(alice.name);
    return page;
  });
  await step(`Posted as ${alice.name}; the relay has it and it verifies`, () => postAs(alice));
  await step('Rejected a note once; the page was told, and nothing else broke', async () => {
    await site.post('never sent');
    await answerPrompt(context, 'wants to post a public note as you', (prompt) => prompt.reject());
    await expect(site.postResult).toContainText('rejected');
    return page;
  });
  for (const scheme of ['NIP-44', 'NIP-04'] as const) {
    await step(`Encrypted to ${nightjar.name} with ${scheme} and decrypted it back`, async () => {
      await site.exchangeSecret(nightjar.name, scheme, `Meet me at the pier, ${scheme}.`);
      await approve(context, 'wants to encrypt a text as you');
      await approve(context, 'wants to read a private message');
      await expect(site.secretResult).toContainText('Round trip ok');
      return page;
    });
  }
  const keys = await readShortcut(context, 'next-account');
  await step(`Pressed ${keys}: the page heard that it is ${ines.name} now`, async () => {
    await waitForNoPrompt(context);
    await page.bringToFront();
    await display.press(keys.toLowerCase());
    await expect(site.changes.first()).toBeVisible();
    if (await site.connectButton.isVisible()) {
      await site.connect();
      await approve(context, 'wants to know who you are');
    }
    await expect(site.npub).toHaveText(ines.npub);
    await expect.poll(() => readToolbar(context)).toContain(ines.name);
    return page;
  });
  await step(`Posted as ${ines.name}; the relay has it and it verifies`, () => postAs(ines));
}
