/** Facet as it was when it had just been installed, in a browser that others have used: both start once, not for every test. */
import { expect, type BrowserContext, type Page } from '@playwright/test';
import type { Snapshot } from '../../lib/rpc/snapshot';

interface Alarm {
  name: string;
  periodInMinutes?: number;
}

/** What the functions below find when they run inside a page of Facet. */
declare const chrome: {
  alarms: {
    getAll(): Promise<Alarm[]>;
    clearAll(): Promise<unknown>;
    create(name: string, alarm: object): Promise<void>;
  };
  runtime: { getContexts(which: { contextTypes: string[] }): Promise<object[]> };
  storage: Record<'local' | 'session', { clear(): Promise<void> }>;
};

/** What a reset needs of a Facet. */
interface Resettable {
  context: BrowserContext;
  /** A page of Facet without a script of its own, which stays open. */
  caller: Page;
  snapshot(): Promise<Snapshot>;
  stopWorker(): Promise<void>;
}

/** Call it right after the start: what comes back makes Facet and its browser so again, and throws where that can't be. */
export async function prepareReset({
  context,
  caller,
  snapshot,
  stopWorker,
}: Resettable): Promise<() => Promise<void>> {
  const alarms = await caller.evaluate(() => chrome.alarms.getAll());
  const fresh = await snapshot();
  return async () => {
    await context.unrouteAll();
    const others = context.pages().filter((page) => page !== caller);
    await Promise.all(others.map((page) => page.close()));
    await expect.poll(() => caller.evaluate(countOpen), 'panels and popups, which no test can close').toBe(0);
    await context.clearCookies();
    // an event that was on its way, of a tab that went, wakes the worker once more
    await expect(async () => {
      await stopWorker();
      expect(await caller.evaluate(clear, alarms), 'databases that a worker has open').toEqual([]);
    }).toPass();
    const isAuthentic = await caller.evaluate(() => String(setTimeout).includes('[native code]'));
    expect(isAuthentic, 'a test that sets the clock has a browser of its own').toBe(true);
    expect(await snapshot(), 'Facet is as when it was installed').toEqual(fresh);
  };
}

/** Inside a page of Facet: its pages that are in no tab. */
const countOpen = async (): Promise<number> =>
  (await chrome.runtime.getContexts({ contextTypes: ['POPUP', 'SIDE_PANEL'] })).length;

/** Inside a page of Facet: deletes all that it keeps, and names the databases that were in use. */
async function clear(alarms: Alarm[]): Promise<string[]> {
  const remove = (name: string) =>
    new Promise<string[]>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = () => resolve([]);
      request.onblocked = () => resolve([name]);
      request.onerror = () => reject(request.error ?? new Error(`the database ${name} stays`));
    });
  const inUse = (await indexedDB.databases()).map(({ name = '' }) => remove(name));
  await Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear(), chrome.alarms.clearAll()]);
  for (const { name, periodInMinutes } of alarms) await chrome.alarms.create(name, { periodInMinutes });
  return (await Promise.all(inUse)).flat();
}
