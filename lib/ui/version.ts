import { browser } from 'wxt/browser';

/** The version of this copy of Facet, as the browser shows it too. */
export const getVersion = (): string => browser.runtime.getManifest().version;
