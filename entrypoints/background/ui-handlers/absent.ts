import type { Browser } from 'wxt/browser';
import type { AppearanceRoom } from '#lib/appearance/appearance';
import { isAllowedOrigin } from '#lib/nostr/origin';
import type { TabView } from '#lib/rpc/snapshot';

/**
 * Why Facet is not on the website of a tab; undefined where no website can use it, or while it is still loading.
 * `open`: the page that is there has Facet. A browser that keeps Facet away from a site does not name it either.
 */
export function toAbsent(
  { appears }: Pick<AppearanceRoom, 'appears'>,
  tab: Pick<Browser.tabs.Tab, 'url' | 'status'> | undefined,
  open: boolean,
): TabView['absent'] {
  const { url = '', status } = tab ?? {};
  const origin = URL.canParse(url) ? new URL(url).origin : '';
  if (!isAllowedOrigin(origin) || (status === 'loading' && !open)) return undefined;
  if (appears(origin)) return { origin };
  return { origin, hidden: true, ...(open ? { open } : {}) };
}
