import { browser } from 'wxt/browser';

/** A place in one of Facet's own pages. */
export type Place =
  | '/onboarding.html#account'
  | '/onboarding.html#account/create'
  | '/onboarding.html#account/import'
  | '/onboarding.html#account/watch'
  | '/options.html'
  | '/options.html#sites'
  | '/options.html#activity'
  | '/options.html#news'
  | `/options.html#diagnosis/${number}`;

/** Opens one of Facet's pages in a new tab; a toolbar popup closes by itself. */
export async function openPage(place: Place): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(place) });
}

/** Closes the tab this page is in. */
export async function closePage(): Promise<void> {
  const tab = await browser.tabs.getCurrent();
  if (tab?.id !== undefined) await browser.tabs.remove(tab.id);
}
