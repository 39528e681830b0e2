import type { Plugin } from 'vite';

/** Scripts for web pages run bare: what WXT puts around them can only log, and every page would load it. */
export const bareScripts = (): Plugin => ({
  name: 'facet:bare-scripts',
  enforce: 'pre',
  load(id) {
    const [, path] = /^\0virtual:wxt-unlisted-script-entrypoint\?(.+)$/.exec(id) ?? [];
    return path && `import script from ${JSON.stringify(path)};\nscript.main();`;
  },
});
