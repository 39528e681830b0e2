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
import { connectDevTools, DevToolsError } from './devtools';
import { toPage, type UnwatchedPage } from './page';

export interface Unwatched {
  /** Whether the worker of the extension in this folder runs now. */
  isAwake(extension: string): Promise<boolean>;
  /** Stops that worker, as the browser does when it is idle; resolves when it does not run any more. */
  putToSleep(extension: string): Promise<void>;
  /** Opens a page; resolves when it has loaded. `early` runs in it before any script of its own. */
  open(url: string, early?: () => void): Promise<UnwatchedPage>;
  /** The page that has opened by itself at an address that begins so; absent: there is none. */
  find(url: string): Promise<UnwatchedPage | undefined>;
  /** Opens a page that nobody is attached to, and so nobody can drive. */
  show(url: string): Promise<void>;
  /** Closes every page of this extension. */
  closePages(extension: string): Promise<void>;
  /** Bytes that the running worker holds once what can go has gone. From then on it is watched. */
  weighHeap(extension: string): Promise<number>;
  /** Ends every process of the browser at once (SIGKILL), whatever it is in the middle of. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

interface Target {
  targetId: string;
  type: string;
  url: string;
}

/** Undefined when what was meant has gone by itself between being found and being asked. */
const unlessGone = <T>(asked: Promise<T>): Promise<T | undefined> =>
  asked.catch((error: unknown) => {
    if (error instanceof DevToolsError && error.isGone) return undefined;
    throw error;
  });

export const toOrigin = (extension: string): string => `chrome-extension://${toId(extension)}/`;

/** Looked for once: to find out whether it starts takes as long as it does to start. */
let found: ReturnType<typeof findProgram> | undefined;

/** Starts one with the unpacked extensions in these folders; `kept` is a profile that it neither makes nor deletes. */
export async function startUnwatched(extensions: readonly string[], kept?: string): Promise<Unwatched> {
  found ??= findProgram('chromium');
  const program = await found;
  if (!program) throw new Error('there is no Chromium; npm test gets one');
  const profile = kept ?? (await mkdtemp(join(tmpdir(), 'facet-unwatched-')));
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
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true }, // a group of its own, to be killed as one
  );
  let runs = true;
  const kill = () => {
    if (runs && browser.pid !== undefined) process.kill(-browser.pid, 'SIGKILL');
  };
  process.once('exit', kill); // a run that is cut short leaves nobody behind
  const gone = new Promise<void>((resolve) => browser.once('exit', () => resolve()));
  void gone.then(() => (runs = false));
  void gone.then(() => process.off('exit', kill));
  const lines = createInterface(browser.stderr);
  const address = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const [, socket] = /^DevTools listening on (ws:\S+)/.exec(line) ?? [];
      if (socket) resolve(socket);
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

  const create = (url: string) => devtools.send<{ targetId: string }>('Target.createTarget', { url });

  /** One that is gone by itself meanwhile is closed, too. */
  const closeTarget = (targetId: string) => unlessGone(devtools.send('Target.closeTarget', { targetId }));

  const attach = (targetId: string) =>
    devtools.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });

  async function open(url: string, early?: () => void): Promise<UnwatchedPage> {
    const { targetId } = await create('about:blank');
    const { sessionId } = await attach(targetId);
    const page = toPage(devtools, targetId, sessionId);
    await devtools.send('Page.enable', {}, sessionId);
    if (early) {
      const source = `(${early.toString()})()`;
      await devtools.send('Page.addScriptToEvaluateOnNewDocument', { source }, sessionId);
    }
    await page.goto(url);
    return page;
  }

  return {
    open,
    async find(url) {
      const found = (await targets()).find((each) => each.type === 'page' && each.url.startsWith(url));
      const session = found && (await unlessGone(attach(found.targetId)));
      return session && toPage(devtools, found.targetId, session.sessionId);
    },
    async show(url) {
      await create(url);
    },
    isAwake: async (extension) => (await findWorker(extension)) !== undefined,
    async putToSleep(extension) {
      const stopped = new Set<string>();
      // each look is a question to the browser, and so takes its time; what was under way may have woken another one
      for (let worker = await findWorker(extension); worker; worker = await findWorker(extension)) {
        const { targetId } = worker;
        if (!stopped.has(targetId)) await closeTarget(targetId);
        stopped.add(targetId);
      }
    },
    async closePages(extension) {
      const origin = toOrigin(extension);
      for (const { type, url, targetId } of await targets()) {
        if (type === 'page' && url.startsWith(origin)) await closeTarget(targetId);
      }
    },
    async weighHeap(extension) {
      const worker = await findWorker(extension);
      if (!worker) throw new Error('no worker runs');
      const { sessionId } = await attach(worker.targetId);
      await devtools.send('HeapProfiler.enable', {}, sessionId);
      await devtools.send('HeapProfiler.collectGarbage', {}, sessionId);
      const { usedSize } = await devtools.send<{ usedSize: number }>('Runtime.getHeapUsage', {}, sessionId);
      return usedSize;
    },
    async kill() {
      kill();
      await gone;
    },
    async close() {
      await devtools.send('Browser.close').catch(() => undefined);
      await gone;
      devtools.close();
      if (kept === undefined) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
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
