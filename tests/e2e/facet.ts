/**
 * Facet in a real Chromium: the built extension in a profile of its own. Tests launch it, speak to it as its own
 * pages do, take the prompts it opens, and may stop its worker at any time.
 */
import { chromium, expect, type BrowserContext, type Page } from '@playwright/test';
import type { Client, UiApi } from '../../lib/rpc/contract';
import type { PromptView } from '../../lib/rpc/prompt';
import type { Snapshot } from '../../lib/rpc/snapshot';
import { WITHOUT_FEATURES } from '../../scripts/machine/chromium-features';
import { findProgram } from '../../scripts/machine/find';
import type { Domain } from './domain/domain';
import { loadKept } from './kept';
import { PromptWindow } from './pages/prompt-window';
import { allowPrivateWindows, expectExtension } from './private-windows';
import { prepareReset } from './reset';

/** What the functions below find when they run inside a page of Facet. */
declare const chrome: {
  runtime: {
    reload(): void;
    sendMessage(message: object): Promise<unknown>;
    getContexts(which: { contextTypes: string[] }): Promise<object[]>;
  };
  tabs: { query(which: object): Promise<{ id?: number }[]> };
};

/** The build; another one where a run wants to know what happens with that. */
export const EXTENSION =
  process.env['FACET_EXTENSION'] ?? new URL('../../.output/chrome-mv3', import.meta.url).pathname;

export const PASSWORD = 'correct horse battery';

export interface LaunchOptions {
  /** Folder of the profile; absent: a fresh one that goes with the browser. */
  profile?: string;
  /** With real windows on this display; absent: without windows. */
  display?: string;
  /** What this browser takes for a domain of the web; absent: there is none. */
  domain?: Pick<Domain, 'name' | 'port' | 'spkiHash'>;
  /** With the tabs that were open when this profile was last closed. */
  restore?: boolean;
  /** The person lets Facet into private windows. */
  privateWindows?: boolean;
  /** Folder of another extension that is there too. */
  beside?: string;
  /** Folder of the Facet to load, in the place of the build. */
  extension?: string;
  /** File into which the browser writes all that it asks of the network, once it is closed. */
  netLog?: string;
  /** Folder of the Facet that stays in the profile, in the place of the one that is there for this start alone. */
  kept?: string;
}

export interface Facet {
  readonly context: BrowserContext;
  /** The id in `chrome-extension://ID/…`. */
  readonly id: string;
  /** Every method of `uiApi`, called from a page of Facet. */
  readonly ui: Client<UiApi>;
  /** Opens a page of the extension, such as `popup.html`. */
  open(path: string): Promise<Page>;
  /** A new tab on a website, with its id for the browser. */
  visit(url: string): Promise<{ page: Page; tabId: number }>;
  /** Runs `act` and returns the window with the request that waits because of it. */
  prompted(act: () => unknown): Promise<PromptWindow>;
  /** The window with the oldest waiting request that is meant, as soon as there is one. */
  nextPrompt(isMeant?: (prompt: PromptView) => boolean): Promise<PromptWindow>;
  /** The prompt windows that are open now. */
  prompts(): Page[];
  /** How many toolbar popups are open. */
  toolbarPopups(): Promise<number>;
  /** Stops the worker as the browser does when it is idle; the next event starts it again. */
  stopWorker(): Promise<void>;
  /** As `stopWorker`, with everything that takes time done before: what it resolves to stops the worker at once. */
  prepareStop(): Promise<() => Promise<void>>;
  /** Starts the extension anew, as an update does: its pages close, `ui` is gone, web pages stay. */
  reload(): Promise<void>;
  /** The state as Facet's pages get it. */
  snapshot(): Promise<Snapshot>;
  /** Makes Facet what it was when it had just been installed, and closes all pages. Throws where that can't be. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a Chromium in which nothing reaches beyond this machine, with the extensions in these folders. */
export async function startChromium(
  extensions: readonly string[],
  { profile = '', display, domain, restore, netLog }: LaunchOptions = {},
): Promise<BrowserContext> {
  const executablePath = await findProgram('chromium');
  if (!executablePath) throw new Error('there is no Chromium; npm test gets one');
  const folders = extensions.join(',');
  const known = domain ? `MAP ${domain.name}:443 127.0.0.1:${domain.port}, ` : '';
  return chromium.launchPersistentContext(profile, {
    executablePath,
    headless: display === undefined,
    ...(display === undefined ? {} : { env: { ...process.env, DISPLAY: display } }),
    viewport: null,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      '--no-sandbox',
      WITHOUT_FEATURES,
      ...(restore ? ['--restore-last-session'] : []),
      ...(netLog === undefined ? [] : [`--log-net-log=${netLog}`]),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--host-resolver-rules=${known}MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1`,
      ...(domain ? [`--ignore-certificate-errors-spki-list=${domain.spkiHash}`] : []),
      ...(folders ? [`--disable-extensions-except=${folders}`, `--load-extension=${folders}`] : []),
      '--enable-unsafe-extension-debugging', // lets the protocol load more
    ],
  });
}

/** Starts a Chromium with Facet loaded; resolves when its worker runs. */
export async function launchFacet(options: LaunchOptions = {}): Promise<Facet> {
  const { privateWindows, beside, kept, extension = EXTENSION } = options;
  const byFlag = [...(kept === undefined ? [extension] : []), ...(beside === undefined ? [] : [beside])];
  const context = await startChromium(byFlag, options);
  if (kept !== undefined) await loadKept(context, kept);
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const id = new URL(worker.url()).host;
  if (privateWindows) await allowPrivateWindows(context, id);
  const open = async (path: string) => {
    const page = await context.newPage();
    await page.goto(`chrome-extension://${id}/${path}`);
    return page;
  };
  const isPrompt = (page: Page) => page.url().startsWith(`chrome-extension://${id}/prompt.html`);
  // A page without a script of its own: it calls as Facet's pages do, and shows nothing.
  const caller = await open('manifest.json');
  const call = async (method: string, args: unknown[]) => {
    const reply = await caller.evaluate(
      (message) => chrome.runtime.sendMessage(message) as Promise<{ result: unknown } | { error: object }>,
      { facet: 'ui', method, args },
    );
    if ('error' in reply) throw Object.assign(new Error(), reply.error);
    return reply.result;
  };
  const ui = new Proxy({} as Client<UiApi>, {
    get:
      (_, method: string) =>
      (...args: unknown[]) =>
        call(method, args),
  });

  const snapshot = () => ui.getSnapshot();
  const stopWorker = async () => (await prepareStop())();

  await snapshot(); // by then the browser has been told of the content scripts
  return {
    context,
    id,
    ui,
    open,
    async visit(url) {
      const before = new Set(await tabIds());
      const page = await context.newPage();
      const tabId = (await tabIds()).find((each) => !before.has(each));
      if (tabId === undefined) throw new Error('the new tab has no id');
      await page.goto(url);
      return { page, tabId };
    },
    async prompted(act) {
      const known = new Set((await ui.getPrompts()).map((prompt) => prompt.id));
      const acted = act();
      if (acted instanceof Promise) acted.catch(() => undefined); // the test looks at it where it matters
      return nextPrompt((prompt) => !known.has(prompt.id));
    },
    nextPrompt,
    prompts: () => context.pages().filter(isPrompt),
    toolbarPopups: () =>
      caller.evaluate(async () => (await chrome.runtime.getContexts({ contextTypes: ['POPUP'] })).length),
    stopWorker,
    prepareStop,
    async reload() {
      const closed = caller.waitForEvent('close');
      await caller.evaluate(() => chrome.runtime.reload()).catch(() => undefined); // the page goes with it
      await closed;
      await expectExtension(context, id);
    },
    snapshot,
    reset: await prepareReset({ context, caller, snapshot, stopWorker }),
    close: () => context.close(),
  };

  async function nextPrompt(isMeant: (prompt: PromptView) => boolean = () => true): Promise<PromptWindow> {
    let found: PromptView | undefined;
    await expect
      .poll(async () => (found = (await ui.getPrompts()).find(isMeant)), { message: 'a request waits' })
      .toBeDefined();
    await expect
      .poll(() => context.pages().filter(isPrompt).length, { message: 'a window shows it' })
      .toBe(1);
    return new PromptWindow(context.pages().filter(isPrompt)[0] as Page, found?.id ?? '');
  }

  async function prepareStop(): Promise<() => Promise<void>> {
    const session = await context.newCDPSession(caller);
    const stopped = new Promise<void>((resolve) => {
      session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
        if (versions.some(({ runningStatus }) => runningStatus === 'stopped')) resolve();
      });
    });
    await session.send('ServiceWorker.enable');
    return async () => {
      await session.send('ServiceWorker.stopAllWorkers');
      await stopped;
      await session.detach();
    };
  }

  function tabIds(): Promise<number[]> {
    return caller.evaluate(async () => (await chrome.tabs.query({})).flatMap(({ id }) => id ?? []));
  }
}
