import { browser } from 'wxt/browser';

/** One typed entry. */
export interface SessionItem<T> {
  get(): Promise<T | undefined>;
  set(value: T): Promise<void>;
  remove(): Promise<void>;
}

type Entries = Record<string, unknown>;

/** Every entry that a worker reads when it starts. */
const atStart: string[] = [];

/** By key: the answer that an entry's next `get` has, as it was asked for together with the others. */
const ahead = new Map<string, Promise<Entries>>();

/** Asks for all that a starting worker reads in one question, which costs as much as one entry does. */
export function readAhead(): void {
  const entries = browser.storage.session.get(atStart);
  entries.catch(() => undefined); // every entry hears of it
  for (const key of atStart) ahead.set(key, entries);
}

/** The entry under `key` in `storage.session`: memory only, gone with the browser, out of reach of web pages. */
export function sessionItem<T>(key: string, { isForPages = false } = {}): SessionItem<T> {
  if (!isForPages) atStart.push(key);
  return {
    async get() {
      const entries = ahead.get(key) ?? browser.storage.session.get(key);
      ahead.delete(key);
      return (await entries)[key] as T | undefined;
    },
    set(value) {
      ahead.delete(key);
      return browser.storage.session.set({ [key]: value });
    },
    remove() {
      ahead.delete(key);
      return browser.storage.session.remove(key);
    },
  };
}
