/** What is known of the connection to a relay, and how a relay is called. */
import { toNumberText } from '#lib/i18n/grammar';
import { i18n } from '#lib/i18n/i18n';
import { toMomentText, toTimeText } from '#components/basic/format';
import type { RelayView } from '#lib/rpc/relays';

const toHref = (url: string): string => (URL.canParse(url) ? new URL(url).href : url);

/** Whether two addresses are one relay's, with or without a slash behind them. */
export const isSameRelay = (one: string, other: string): boolean => toHref(one) === toHref(other);

/**
 * The connection of an account: its own where it has one, else the one that it shares. Without an account: the shared
 * one, or what is known from those that have it to themselves, where nobody shares it.
 */
export function findRelayView(
  relays: readonly RelayView[],
  url: string,
  pubkey?: string,
): RelayView | undefined {
  const views = relays.filter((view) => isSameRelay(view.url, url));
  const shared = views.find((view) => view.pubkey === undefined);
  if (pubkey !== undefined) return views.find((view) => view.pubkey === pubkey) ?? shared;
  return shared ?? views.find(({ distrusted }) => distrusted) ?? views[0];
}

/** The address in parts: what every one begins with, the server, and what stands behind. */
export function cutRelayUrl(url: string): { scheme: string; host: string; path: string } {
  if (!URL.canParse(url)) return { scheme: '', host: url, path: '' };
  const { protocol, host, pathname, search } = new URL(url);
  return { scheme: `${protocol}//`, host, path: (pathname === '/' ? '' : pathname) + search };
}

/** A relay inside a sentence or on a button. */
export function toRelayName(url: string): string {
  const { host, path } = cutRelayUrl(url);
  return host + path;
}

/** A time of today by the clock, any other with its day. */
export const toClockText = (at: number, now = Date.now()): string =>
  new Date(at).toDateString() === new Date(now).toDateString() ? toTimeText(at) : toMomentText(at);

/** How a connection is, in words. */
export function toStateText(view: RelayView | undefined): string {
  if (!view) return i18n.t('options.relays.unknown');
  const { state, distrusted, latency, since } = view;
  if (distrusted) return i18n.t(`options.relays.${distrusted}`);
  if (state === 'connected' && latency !== undefined) {
    return i18n.t('options.relays.connectedIn', [toNumberText(latency)]);
  }
  if (state === 'disconnected' && since !== undefined) {
    return i18n.t('options.relays.noAnswerSince', [toClockText(since)]);
  }
  return i18n.t(`options.relays.${state}`);
}
