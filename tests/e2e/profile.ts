/** A folder for the profile of a browser that is started more than once. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from './test';

export const test = base.extend<{ profile: string }>({
  profile: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'facet-profile-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
});

/** Has a new profile start in developer mode; else Chromium leaves an unpacked extension off once it has stopped. */
export async function useDeveloperMode(profile: string): Promise<void> {
  await mkdir(join(profile, 'Default'));
  const preferences = { extensions: { ui: { developer_mode: true } } };
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
}
