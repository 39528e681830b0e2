import { chromium, type BrowserContext } from '@playwright/test';

export interface LaunchOptions {
  executablePath: string;
  /** The folder of the built extension. */
  extension: string;
  /** The folder of the profile. */
  profile: string;
  /** The screen to open on; absent: the person's own. */
  display?: string;
}

export interface Launched {
  context: BrowserContext;
  /** The address of a page of the extension, such as `popup.html`. */
  toUrl(page: string): string;
}

/** Opens a Chromium window with Facet loaded and waits for Facet's worker. */
export async function launchFacet(options: LaunchOptions): Promise<Launched> {
  const context = await chromium.launchPersistentContext(options.profile, {
    executablePath: options.executablePath,
    headless: false,
    viewport: null,
    // A person's Chromium keeps its sandbox; root and unpacked programs cannot have one.
    chromiumSandbox: !options.display && process.getuid?.() !== 0,
    ignoreDefaultArgs: ['--disable-extensions', '--enable-automation'],
    // With a person at it, Ctrl-C stops everything in order; without one, the browser just has to go.
    handleSIGINT: options.display !== undefined,
    env: { ...process.env, ...(options.display && { DISPLAY: options.display, WAYLAND_DISPLAY: '' }) },
    args: [
      `--disable-extensions-except=${options.extension}`,
      `--load-extension=${options.extension}`,
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      ...(options.display ? ['--disable-gpu', '--window-size=1360,860', '--window-position=20,10'] : []),
    ],
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  return { context, toUrl: (page) => new URL(page, worker.url()).href };
}
