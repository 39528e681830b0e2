/**
 * How large what is built may be, in bytes. Sizes are exact, so there is little room: about a twentieth. Whoever
 * needs more raises the number in the same commit, and says there what it is for (CONTRIBUTING.md).
 */
export type Part = 'background.js' | 'bridge.js' | 'nostr.js' | 'first.js' | 'popup.html' | 'package';

/** `popup.html`: with the scripts and styles that it loads at once. `package`: all files, zipped. */
export type Sizes = Record<Part, number>;

/** Of both together a web page never gets more than 6 kB: `bridge.js` with one of the others. */
const scripts = { 'bridge.js': 3_337, 'nostr.js': 2_663, 'first.js': 2_663 };

/**
 * By the folder in `.output`. The package was to have 700 kB with all languages: libsecp256k1 (99 kB), the list of public
 * suffixes (113 kB) and NDK (123 kB) left no room for twenty-three languages of 30 kB.
 */
export const BUDGETS: Record<string, Sizes> = {
  'chrome-mv3': { 'background.js': 333_000, ...scripts, 'popup.html': 192_000, package: 1_440_000 },
  'firefox-mv3': { 'background.js': 711_000, ...scripts, 'popup.html': 192_000, package: 1_405_000 },
};
