/**
 * Everything Facet keeps in `storage.session`: memory only, gone with the browser, out of reach of web pages
 * and content scripts. It survives the worker's death.
 */
import { browser } from 'wxt/browser';
import type { PromptAnswer } from '../rpc/prompt';
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

/** What is known of a tab whose page has spoken to Facet. */
export interface StoredTab {
  origin: string;
  documentId: string;
  /** Chosen for this tab alone. */
  pubkey?: string;
  /** Last told to this document. */
  told?: string;
}

export const tabsItem = item<Record<number, StoredTab>>('tabs');

/** The window with the waiting requests. */
export const promptWindowItem = item<{ windowId: number; tabId: number }>('promptWindow');

/** Answers given in the last minute, by request: if the worker died before it replied, nobody is asked twice. */
export const answersItem =
  item<Record<string, { digest: string; answer: PromptAnswer; until: number }>>('answers');
