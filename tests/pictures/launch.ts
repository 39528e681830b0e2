import { chromium, type Browser } from '@playwright/test';
import { WITHOUT_FEATURES } from '../../scripts/machine/chromium-features.ts';
import { findProgram } from '../../scripts/machine/find.ts';

/** Starts the Chromium that pictures are taken with, without a window; `env` is added to this process's own. */
export const launchChromium = async (
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Browser> =>
  chromium.launch({
    executablePath: (await findProgram('chromium')) ?? chromium.executablePath(),
    args: ['--no-sandbox', WITHOUT_FEATURES, ...args],
    env: { ...process.env, ...env },
  });
