/**
 * The main job without a person: a real Chromium on a screen that nobody sees, real pages, real keys.
 * Says every step, leaves pictures, and throws at the first step that does not work.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Demo } from '../demo/demo.ts';
import { startDisplay } from '../machine/display.ts';
import { ensurePrograms } from '../machine/ensure.ts';
import { root } from '../machine/root.ts';
import type { Relay } from '../relay/relay.ts';
import { launchFacet } from './launch.ts';
import { createReport } from './report.ts';
import { addAccounts } from './tour-accounts.ts';
import { logOut } from './tour-logout.ts';
import { useSite } from './tour-site.ts';

export interface TourOptions {
  extension: string;
  relay: Relay;
  demo: Demo;
}

/** Runs the whole main job in a fresh profile that is thrown away. */
export async function tour({ extension, relay, demo }: TourOptions): Promise<void> {
  const { chromium } = await ensurePrograms(['chromium', 'xvfb', 'openbox', 'xdotool']);
  console.log('▸ There is no display, so the main job runs by itself on a hidden one.\n');
  const profile = await mkdtemp(join(tmpdir(), 'facet-'));
  const display = await startDisplay();
  try {
    const facet = await launchFacet({
      executablePath: chromium,
      extension,
      profile,
      display: display.name,
    });
    const report = createReport(join(root, '.pictures/start'));
    try {
      await addAccounts(facet, report);
      await useSite(facet, report, { relay, demo, display });
      await logOut(facet, report);
    } finally {
      await facet.context.close();
    }
    report.summarise();
  } finally {
    await display.stop();
    await rm(profile, { recursive: true, force: true });
  }
}
