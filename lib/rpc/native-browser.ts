/** The browser's own API as a content script has it: both browsers answer with promises, so no page loads a polyfill. */
import type { browser } from 'wxt/browser';

type Native = Pick<typeof browser, 'runtime'>;
const names = globalThis as unknown as { browser: Native; chrome: Native };

/** What a content script uses of it. An update takes `runtime` away under pages that are open. */
export const native: Native = import.meta.env.FIREFOX ? names.browser : names.chrome;
