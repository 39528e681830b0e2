/**
 * Facet as a person has it: loaded once, and kept in the profile from then on. What is loaded by flag is new to Chromium
 * at each start, and so tells nothing of what the browser remembers of an extension over a restart.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';

/** How Chromium marks what the protocol has loaded: it is dropped with the next start. */
const FOR_THIS_START = 1 << 15;

interface Preferences {
  extensions: { settings: Record<string, { path?: string; creation_flags?: number }> };
}

/** Loads the unpacked extension in this folder into a running browser. */
export async function loadKept(context: BrowserContext, folder: string): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession();
  const starts = context.waitForEvent('serviceworker');
  await session?.send('Extensions.loadUnpacked', { path: folder });
  await starts;
}

/** Has the browser, which is stopped, keep it as what was loaded on its page of extensions. */
export async function keep(profile: string, folder: string): Promise<void> {
  const file = join(profile, 'Default', 'Preferences');
  const preferences = JSON.parse(await readFile(file, 'utf8')) as Preferences;
  const own = Object.values(preferences.extensions.settings).find(({ path }) => path === folder);
  if (own?.creation_flags === undefined) throw new Error('the profile does not know this extension');
  own.creation_flags &= ~FOR_THIS_START;
  await writeFile(file, JSON.stringify(preferences));
}
