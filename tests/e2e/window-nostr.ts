/** `window.nostr` as the tests call it inside a page. */
import type { Page } from '@playwright/test';
import { verifyEvent, type Event } from 'nostr-tools/pure';

type Crypt = Record<'encrypt' | 'decrypt', (pubkey: string, text: string, self?: string) => Promise<string>>;

export interface WindowNostr {
  getPublicKey(): Promise<string>;
  signEvent(draft: object): Promise<Event>;
  getRelays(): Promise<object>;
  enable(): Promise<boolean>;
  isEnabled(): Promise<boolean>;
  nip04: Crypt;
  nip44: Crypt;
  on(name: string, listener: (pubkey?: string) => void): void;
  off(name: string, listener: (pubkey?: string) => void): void;
}

declare global {
  // NDK declares window.nostr with less in it; the bare name is the same object

  var nostr: WindowNostr;
  interface Window {
    /** What the page heard of account changes, by either way. */
    heard?: { by: 'on' | 'event'; pubkey: string | undefined }[];
    hear?: (pubkey?: string) => void;
  }
}

/** A call as a page makes it; a rejection comes back as the Error's text, because Error objects lose their code on the way. */
export const outcome = async <T>(promise: Promise<T>): Promise<T | string> =>
  promise.catch((error: unknown) => {
    const { message } = error as Error;
    return message.replace(/^page\.evaluate: (Error: )?/, '').split('\n')[0] ?? '';
  });

export const getPublicKey = (page: Page): Promise<string> => page.evaluate(() => nostr.getPublicKey());

/** Signs a kind 1, or what `draft` says. */
export const sign = (page: Page, draft: object = {}): Promise<Event> =>
  page.evaluate((given) => nostr.signEvent(given), { kind: 1, content: 'hello', tags: [], ...draft });

/** Begins to note what the page hears. */
export const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const heard: NonNullable<Window['heard']> = [];
    window.heard = heard;
    nostr.on('accountChanged', (pubkey) => heard.push({ by: 'on', pubkey }));
    addEventListener('nostr:accountChanged', (event) =>
      heard.push({ by: 'event', pubkey: (event as CustomEvent<{ pubkey?: string }>).detail.pubkey }),
    );
  });

/** Whether an event verifies on a copy that shares nothing with what a library may have marked as verified. */
export const isVerified = (event: Event): boolean => verifyEvent(JSON.parse(JSON.stringify(event)) as Event);
