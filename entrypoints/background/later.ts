/**
 * Packages that most wakings of the worker need nothing of, in scripts of their own (Chromium). The build turns
 * `import()` of such a package into `loadLater`; in Firefox, and in tests, `import()` is what it is.
 */

declare global {
  /** Paths of the scripts, as the build made them. */
  const __LATER_SCRIPTS__: readonly string[] | undefined;
  /** What their packages export, once they have run. */
  var facetLater: Record<string, unknown> | undefined;
  function importScripts(...paths: string[]): void;
  const trustedTypes: {
    createPolicy(name: string, rules: { createScriptURL(path: string): string }): typeof rules;
  };
}

const SCRIPTS = typeof __LATER_SCRIPTS__ === 'undefined' ? [] : __LATER_SCRIPTS__;

let policy: ReturnType<typeof trustedTypes.createPolicy> | undefined;

/** Runs these scripts, which the CSP allows only through this policy. Throws for every other script. */
function run(...paths: string[]): void {
  const trusted = (policy ??= trustedTypes.createPolicy('facet-later', {
    createScriptURL(path) {
      if (SCRIPTS.includes(path)) return `/${path}`;
      throw new TypeError(`${path} is no script of Facet's`);
    },
  }));
  importScripts(...paths.map((path) => trusted.createScriptURL(path)));
}

/** Has the browser keep the scripts: a worker may load later only what it loaded while it was installed. */
export function keepLaterScripts(): void {
  if (SCRIPTS.length > 0) self.addEventListener('install', () => run(...SCRIPTS));
}

/** What a package in one of these scripts exports. */
export const loadLater = (path: string, name: string): Promise<unknown> =>
  new Promise((resolve) => {
    if (!globalThis.facetLater?.[name]) run(path); // what it throws rejects
    resolve(globalThis.facetLater?.[name]);
  });
