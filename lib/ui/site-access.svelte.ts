/**
 * Whether the browser lets Facet's content script into websites. Firefox lets people take that away, and
 * Facet is then silent on every site.
 */
import { browser } from 'wxt/browser';
import { SITE_MATCHES } from '../rpc/matches';

const wanted = { origins: SITE_MATCHES };

/** Watches the permission while the calling component lives; `missing` is false until it is known. */
export function watchSiteAccess(): { readonly missing: boolean } {
  let missing = $state(false);
  const check = () => {
    void browser.permissions.contains(wanted).then((granted) => (missing = !granted));
  };
  $effect(() => {
    check();
    browser.permissions.onAdded.addListener(check);
    browser.permissions.onRemoved.addListener(check);
    return () => {
      browser.permissions.onAdded.removeListener(check);
      browser.permissions.onRemoved.removeListener(check);
    };
  });
  return {
    get missing() {
      return missing;
    },
  };
}

/** Asks the browser for access to websites. Must be called straight from a click: Firefox refuses otherwise. */
export const requestSiteAccess = (): Promise<boolean> => browser.permissions.request(wanted);
