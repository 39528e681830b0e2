/**
 * The envelopes in which calls travel between the worlds of the extension, and who may use which.
 * ui: Facet's own pages → worker. page: content script → worker. poke: worker → content script.
 */

/** The long-lived connection over which a page of Facet hears of new snapshots. */
export const UI_PORT = 'facet:ui';

/** The one over which a page of Facet that shows the activity log hears of new lines. */
export const ACTIVITY_PORT = 'facet:activity';

/** One call of `uiApi`. */
export interface UiCall {
  facet: 'ui';
  method: string;
  args: unknown[];
}

/**
 * One call of `pageApi`. `id` and `askedAt` (ms) stay the same when the content script asks again after the
 * worker died, so that the same call is the same prompt; neither is trusted for anything else.
 */
export interface PageCall {
  facet: 'page';
  id: string;
  /** The content script's own name for its document, for browsers that give documents none (Firefox before 153). */
  documentId: string;
  askedAt: number;
  /** Who the page had heard it was when it called: it may have waited while it was told another. Absent: nobody yet. */
  told?: string | undefined;
  method: string;
  args: unknown[];
}

/** The content script takes back a call whose page has gone. */
export interface PageCancel {
  facet: 'cancel';
  id: string;
}

/** The worker asks a content script to check in: the account of its page may have changed. */
export interface Poke {
  facet: 'poke';
}

export type Message = UiCall | PageCall | PageCancel | Poke;

/** True for a message of the named kind; the rest of its fields are still to be parsed. */
export const isMessage = <Kind extends Message['facet']>(
  message: unknown,
  kind: Kind,
): message is Extract<Message, { facet: Kind }> =>
  typeof message === 'object' && message !== null && (message as { facet?: unknown }).facet === kind;
