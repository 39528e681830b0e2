import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { people } from '../demo/people.ts';
import { ensurePrograms } from '../machine/ensure.ts';
import { root } from '../machine/root.ts';
import { launchFacet } from './launch.ts';

/** Opens Chromium for a person: onboarding in one tab, the demo page in the other. Resolves when it is closed. */
export async function openForPerson(extension: string, demoUrl: string): Promise<void> {
  const { chromium } = await ensurePrograms(['chromium']);
  const profile = join(root, '.browsers/profile');
  const isNew = !existsSync(profile);
  const { context, toUrl } = await launchFacet({ executablePath: chromium, extension, profile });
  const closed = new Promise<void>((resolve) => context.once('close', () => resolve()));
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  const [demo = await context.newPage()] = context.pages();
  // In a new profile Facet opens its onboarding by itself.
  const onboarding = isNew ? await findOnboarding(context) : await context.newPage();
  await Promise.all([onboarding.goto(toUrl('onboarding.html')), demo.goto(demoUrl)]);
  await onboarding.bringToFront();
  explain(demoUrl);
  await Promise.race([closed, interrupted]);
  await context.close();
}

const isOnboarding = (page: Page) => page.url().includes('/onboarding.html');

async function findOnboarding(context: BrowserContext): Promise<Page> {
  const opened = context.pages().find(isOnboarding);
  if (opened) return opened;
  const page = await context.waitForEvent('page', { timeout: 10_000 }).catch(() => undefined);
  return page ?? context.newPage();
}

function explain(demoUrl: string): void {
  console.log(`\n✔ Facet is running in Chromium. The demo page is ${demoUrl}`);
  console.log(
    '\n  Keys to try it with. They belong to the demo and are public: never use them for anything else.',
  );
  for (const { name, nsec } of Object.values(people)) console.log(`    ${name.padEnd(14)} ${nsec}`);
  console.log('\n  Close the window or press Ctrl-C to stop everything.');
}
