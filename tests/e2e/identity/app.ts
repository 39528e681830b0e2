/** A client as there are many: it logs in, remembers who that was in one of several ways, and signs. */
import type { Page } from '@playwright/test';
import type { Event } from 'nostr-tools/pure';

/**
 * local: keeps its login in localStorage and never asks again; session: in sessionStorage; asks: asks before every
 * call; names: its drafts name the author; empty: they name an empty one.
 */
export const KINDS = ['local', 'session', 'asks', 'names', 'empty'] as const;

export type Kind = (typeof KINDS)[number];

/** A note that was to be signed: whom the page believed to be the author, and the event, or why there is none. */
export interface Post {
  content: string;
  believed: string | null;
  event: Event | string;
}

export interface App {
  readonly believed: string | null;
  logIn(): Promise<void>;
  post(content: string): Promise<Post>;
}

declare global {
  interface Window {
    app: App;
  }
}

/** Runs in the page, which says by its hash what kind of client it is. */
function install(): void {
  const kind = location.hash.slice(1) as Kind;
  const storage = kind === 'session' ? sessionStorage : localStorage;
  const nameOf = (believed: string | null) =>
    kind === 'names' ? { pubkey: believed } : kind === 'empty' ? { pubkey: '' } : {};
  window.app = {
    get believed() {
      return storage.getItem('login');
    },
    async logIn() {
      storage.setItem('login', await nostr.getPublicKey());
    },
    async post(content) {
      if (kind === 'asks') await this.logIn();
      const { believed } = this;
      const draft = { kind: 1, content, tags: [], ...nameOf(believed) };
      const event = await nostr.signEvent(draft).catch((error: unknown) => (error as Error).message);
      return { content, believed, event };
    },
  };
}

/** The page of the client. */
export const APP = `<!doctype html><meta charset="utf-8"><title>App</title><script>(${install.toString()})()</script>`;

export const logIn = (page: Page): Promise<void> => page.evaluate(() => window.app.logIn());

export const post = (page: Page, content: string): Promise<Post> =>
  page.evaluate((text) => window.app.post(text), content);

/** Posts one after the other, without a pause. */
export const postAll = (page: Page, contents: string[]): Promise<Post[]> =>
  page.evaluate(async (texts) => {
    const posts = [];
    for (const text of texts) posts.push(await window.app.post(text));
    return posts;
  }, contents);
