/** A folder for the profile of a browser that is started more than once. */
import { mkdtemp, rm } from 'node:fs/promises';
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
