import { browser } from 'wxt/browser';

/** One typed entry. */
export interface SessionItem<T> {
  get(): Promise<T | undefined>;
  set(value: T): Promise<void>;
  remove(): Promise<void>;
}

/** The entry under `key` in `storage.session`: memory only, gone with the browser, out of reach of web pages. */
export const sessionItem = <T>(key: string): SessionItem<T> => ({
  get: async () => (await browser.storage.session.get(key))[key] as T | undefined,
  set: (value) => browser.storage.session.set({ [key]: value }),
  remove: () => browser.storage.session.remove(key),
});
