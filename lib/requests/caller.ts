import { isAllowedOrigin } from '../nostr/origin';
import type { Place } from '../sessions/tabs';
import type { Asker } from '../prompts/prompts';
import type { Trace } from '../rpc/activity';
import { FacetError } from '../rpc/errors';
import { hex32, integer, optional, string } from '../rpc/parse';
import type { PageCall } from '../rpc/transports';

/** The page behind a call, as the browser vouches for it; only `call`, `askedAt` and `told` are the page's own words. */
export interface PageCaller extends Asker, Place {
  documentId: string;
  /** Whom the page had heard of last when it called; absent: this document had heard of nobody. */
  told?: string | undefined;
  /** What was found out of the call on its way, for the activity log. */
  trace?: Trace;
}

/** What the browser says of a sender. */
export interface Sender {
  id?: string | undefined;
  origin?: string | undefined;
  frameId?: number | undefined;
  documentId?: string | undefined;
  tab?: Pick<BrowserTab, 'id' | 'incognito' | 'cookieStoreId'> | undefined;
}

/** What the browser says of a tab. */
export interface BrowserTab {
  id?: number | undefined;
  /** Absent where the browser keeps Facet away from the page. */
  url?: string | undefined;
  incognito?: boolean | undefined;
  /** Firefox alone names them: a container, private windows, or neither. */
  cookieStoreId?: string | undefined;
}

/** The Firefox container and the kind of window that a tab is in. */
export function toSurroundings({
  incognito = false,
  cookieStoreId = '',
}: BrowserTab): Pick<Place, 'container' | 'isPrivate'> {
  const container = cookieStoreId.startsWith('firefox-container-') ? cookieStoreId : undefined;
  return {
    ...(incognito ? { isPrivate: incognito } : {}),
    ...(container === undefined ? {} : { container }),
  };
}

/** Throws FacetError `unsupported` for anything but the top frame of a website that may use Facet. */
export function toPageCaller(sender: Sender, message: PageCall, now: number): PageCaller {
  const { origin = '', frameId, tab } = sender;
  const tabId = tab?.id;
  if (frameId !== 0 || !tab || tabId === undefined || !isAllowedOrigin(origin)) {
    throw new FacetError('unsupported', 'this page cannot use Facet');
  }
  // the call's name is bound to tab and origin, so no page can speak of another page's call
  const call = `${tabId} ${origin} ${string(100)(message.id, 'id')}`;
  const askedAt = integer(0, Number.MAX_SAFE_INTEGER)(message.askedAt, 'time');
  // Firefox before 153 names no documents: there the content script does, and a lie deceives only its own page
  const documentId = sender.documentId ?? string(100)(message.documentId, 'document');
  const told = optional(hex32)(message.told, 'told');
  return {
    call,
    origin,
    tabId,
    documentId,
    askedAt: Math.min(askedAt, now),
    ...toSurroundings(tab),
    ...(told === undefined ? {} : { told }),
  };
}
