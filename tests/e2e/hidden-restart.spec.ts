import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { EXTENSION, launchFacet, PASSWORD, startChromium } from './facet';
import { keep } from './kept';
import { test, useDeveloperMode } from './profile';
import { expect } from './test';

/** What its first script found. */
const early = (page: Page) => page.evaluate(() => (window as { early?: string }).early);

test('tabs that a restart brings back have window.nostr in their first script where it was chosen, though no worker runs', async ({
  profile,
  demo,
}) => {
  await useDeveloperMode(profile);
  const folder = join(profile, 'facet');
  await cp(EXTENSION, folder, { recursive: true });
  const facet = await launchFacet({ profile, kept: folder });
  await facet.ui.createVault(PASSWORD);
  await facet.ui.setOnlyChosen(true);
  await facet.ui.setAppears(new URL(demo.url).origin, true);
  await facet.visit(`${demo.url}early.html`);
  await facet.visit(`${demo.otherUrl}early.html`);
  await facet.close();
  await keep(profile, folder);
  // a worker that registers nothing and answers nobody, in the place of the one that the browser has a copy of
  await writeFile(join(folder, 'background.js'), '');
  await rm(join(profile, 'Default', 'Service Worker'), { recursive: true });

  const context = await startChromium([], { profile, restore: true });
  const restored = (url: string) => context.pages().find((page) => page.url() === `${url}early.html`);
  await expect.poll(() => [demo.url, demo.otherUrl].every(restored), { message: 'both are back' }).toBe(true);
  expect(await early(restored(demo.url) as Page)).toBe('function');
  expect(await early(restored(demo.otherUrl) as Page)).toBe('undefined');

  const inside = await context.newPage();
  await inside.goto(`chrome-extension://${facet.id}/manifest.json`);
  const asked = inside.evaluate(() =>
    chrome.runtime.sendMessage({ facet: 'ui', method: 'getSnapshot', args: [] }),
  );
  await expect(asked).rejects.toThrow('Receiving end does not exist');
  await context.close();
});

declare const chrome: { runtime: { sendMessage(message: object): Promise<unknown> } };
