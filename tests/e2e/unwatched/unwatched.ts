/**
 * A Chromium in which nobody is attached to the worker: a debugger keeps it alive and slows its start, so that neither
 * its sleep nor its waking can be seen with one. What runs is asked of the browser alone; pages are driven as ever.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Client, UiApi } from '../../../lib/rpc/contract';
import { findProgram } from '../../../scripts/machine/find';
import { toId } from '../unpacked-id';
import { connectDevTools } from './devtools';

export interface UnwatchedPage {
  /** Runs a function in the page with these arguments, all of it JSON. */
  evaluate<T, A extends unknown[]>(run: (...args: A) => T | Promise<T>, ...args: A): Promise<T>;
  /** Types into what has the focus, and presses Enter. */
  enter(text: string): Promise<void>;
  /** Presses the first element of this selector in its middle, as a hand does. */
  press(selector: string): Promise<void>;
  close(): Promise<void>;
}

export interface Unwatched {
  /** Whether the worker of the extension in this folder runs now. */
  isAwake(extension: string): Promise<boolean>;
  /** Stops that worker, as the browser does when it is idle; resolves when it does not run any more. */
  putToSleep(extension: string): Promise<void>;
  /** Bytes that this worker, which runs, holds once all that can go has gone. Whoever looks keeps it awake: the last thing to do. */
  heapOf(extension: string): Promise<number>;
  /** Opens a page; resolves when it has loaded. `early` runs in it before any script of its own. */
  open(url: string, early?: () => void): Promise<UnwatchedPage>;
  /** The page that has opened by itself at an address that begins so; absent: there is none. */
  find(url: string): Promise<UnwatchedPage | undefined>;
  /** Closes every page of this extension. */
  closePages(extension: string): Promise<void>;
  close(): Promise<void>;
}

interface Target {
  targetId: string;
  type: string;
  url: string;
}

export const toOrigin = (extension: string): string => `chrome-extension://${toId(extension)}/`;

/** Starts one with the unpacked extensions in these folders. */
export async function startUnwatched(extensions: readonly string[]): Promise<Unwatched> {
  const program = await findProgram('chromium');
  if (!program) throw new Error('there is no Chromium; npm test gets one');
  const profile = await mkdtemp(join(tmpdir(), 'facet-unwatched-'));
  const folders = extensions.join(',');
  const browser = spawn(
    program,
    [
      ...['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
      ...[`--disable-extensions-except=${folders}`, `--load-extension=${folders}`],
      ...[`--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank'],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const gone = new Promise<void>((resolve) => browser.once('exit', () => resolve()));
  const lines = createInterface(browser.stderr);
  const address = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const [, found] = /^DevTools listening on (ws:\S+)/.exec(line) ?? [];
      if (found) resolve(found);
    });
    void gone.then(() => reject(new Error('Chromium did not start')));
  });
  const devtools = await connectDevTools(address);

  const targets = async (): Promise<Target[]> =>
    (await devtools.send<{ targetInfos: Target[] }>('Target.getTargets')).targetInfos;

  async function findWorker(extension: string): Promise<Target | undefined> {
    const origin = toOrigin(extension);
    return (await targets()).find(({ type, url }) => type === 'service_worker' && url.startsWith(origin));
  }

  async function attach(targetId: string): Promise<{ page: UnwatchedPage; sessionId: string }> {
    const { sessionId } = await devtools.send<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    const page: UnwatchedPage = {
      async evaluate(run, ...args) {
        const expression = `(${run.toString()})(${args.map((each) => JSON.stringify(each)).join()})`;
        const { result, exceptionDetails } = await devtools.send<{
          result: { value: unknown };
          exceptionDetails?: { exception?: { description?: string } };
        }>('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, sessionId);
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'the page threw');
        return result.value as never;
      },
      async enter(text) {
        await devtools.send('Input.insertText', { text }, sessionId);
        const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
        await devtools.send('Input.dispatchKeyEvent', { type: 'keyDown', text: '\r', ...key }, sessionId);
        await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }, sessionId);
      },
      async press(selector) {
        const place = await page.evaluate((wanted) => {
          const { x, y, width, height } = document.querySelector(wanted)?.getBoundingClientRect() ?? {};
          return { x: (x ?? 0) + (width ?? 0) / 2, y: (y ?? 0) + (height ?? 0) / 2 };
        }, selector);
        for (const type of ['mousePressed', 'mouseReleased']) {
          const mouse = { type, ...place, button: 'left', clickCount: 1 };
          await devtools.send('Input.dispatchMouseEvent', mouse, sessionId);
        }
      },
      async close() {
        await devtools.send('Target.closeTarget', { targetId });
      },
    };
    return { page, sessionId };
  }

  async function open(url: string, early?: () => void): Promise<UnwatchedPage> {
    const { targetId } = await devtools.send<{ targetId: string }>('Target.createTarget', {
      url: 'about:blank',
    });
    const { page, sessionId } = await attach(targetId);
    await devtools.send('Page.enable', {}, sessionId);
    if (early) {
      const source = `(${early.toString()})()`;
      await devtools.send('Page.addScriptToEvaluateOnNewDocument', { source }, sessionId);
    }
    const loaded = devtools.next('Page.loadEventFired', sessionId);
    await devtools.send('Page.navigate', { url }, sessionId);
    await loaded;
    return page;
  }

  return {
    open,
    async find(url) {
      const found = (await targets()).find((each) => each.type === 'page' && each.url.startsWith(url));
      return found && (await attach(found.targetId)).page;
    },
    isAwake: async (extension) => (await findWorker(extension)) !== undefined,
    async heapOf(extension) {
      const worker = await findWorker(extension);
      if (!worker) throw new Error('there is no worker');
      const attached = { targetId: worker.targetId, flatten: true };
      const { sessionId } = await devtools.send<{ sessionId: string }>('Target.attachToTarget', attached);
      await devtools.send('HeapProfiler.enable', {}, sessionId);
      await devtools.send('HeapProfiler.collectGarbage', {}, sessionId);
      const { usedSize } = await devtools.send<{ usedSize: number }>('Runtime.getHeapUsage', {}, sessionId);
      await devtools.send('Target.detachFromTarget', { sessionId });
      return usedSize;
    },
    async putToSleep(extension) {
      const worker = await findWorker(extension);
      if (worker) await devtools.send('Target.closeTarget', { targetId: worker.targetId });
      while (await findWorker(extension)); // each look is a question to the browser, and so takes its time
    },
    async closePages(extension) {
      const origin = toOrigin(extension);
      for (const { type, url, targetId } of await targets()) {
        if (type === 'page' && url.startsWith(origin))
          await devtools.send('Target.closeTarget', { targetId });
      }
    },
    async close() {
      await devtools.send('Browser.close').catch(() => undefined);
      await gone;
      devtools.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Every method of `uiApi`, called from a page of Facet. */
export const toUi = (page: UnwatchedPage): Client<UiApi> =>
  new Proxy({} as Client<UiApi>, {
    get:
      (_, method: string) =>
      async (...args: unknown[]) => {
        const reply = await page.evaluate(
          (message: object) =>
            chrome.runtime.sendMessage(message) as Promise<{ result: unknown } | { error: object }>,
          { facet: 'ui', method, args },
        );
        if ('error' in reply) throw Object.assign(new Error(), reply.error);
        return reply.result;
      },
  });

/** What the function above finds when it runs in a page of Facet. */
declare const chrome: { runtime: { sendMessage(message: object): Promise<unknown> } };
