/**
 * In the place of webextension-polyfill, whose types Facet has: with Manifest V3 both browsers answer with promises
 * themselves, so that no worker and no page has to load what would make them do so.
 */
const world = globalThis as unknown as Record<'browser' | 'chrome', unknown>;

// eslint-disable-next-line import-x/no-default-export -- as the polyfill has
export default import.meta.env.FIREFOX ? world.browser : world.chrome;
