/**
 * Everything Facet keeps in `storage.session`: memory only, gone with the browser, out of reach of web pages
 * and content scripts. It survives the worker's death.
 */
import { browser } from 'wxt/browser';
import type { Snapshot } from '../rpc/snapshot';

/** One typed entry. */
export interface SessionItem<T> {
  get(): Promise<T | undefined>;
  set(value: T): Promise<void>;
  remove(): Promise<void>;
}

const item = <T>(key: string): SessionItem<T> => ({
  get: async () => (await browser.storage.session.get(key))[key] as T | undefined,
  set: (value) => browser.storage.session.set({ [key]: value }),
  remove: () => browser.storage.session.remove(key),
});

/** The unlocked vault: the data key in base64, and when it locks by itself (ms). */
export const unlockedItem = item<{ dek: string; lockAt: number }>('unlocked');

/** The last snapshot while unlocked, so that a page has something to show before the worker is awake. */
export const snapshotItem = item<Snapshot>('snapshot');
