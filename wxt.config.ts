import { fileURLToPath } from 'node:url';
import { defineConfig } from 'wxt';
import { SITE_MATCHES } from './lib/rpc/matches';

const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What a page of the extension may load: itself, relays it is told to use, and nothing else (docs/security.md). */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self' wss: https: ws://localhost:* ws://127.0.0.1:*",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ');

/** Scripts for web pages run bare: what WXT puts around them can only log, and every page would load it. */
const bareScripts = {
  name: 'facet:bare-scripts',
  enforce: 'pre' as const,
  load(id: string): string | undefined {
    const [, path] = id.match(/^\0virtual:wxt-unlisted-script-entrypoint\?(.+)$/) ?? [];
    return path && `import script from ${JSON.stringify(path)};\nscript.main();`;
  },
};

export default defineConfig({
  modules: ['@wxt-dev/module-svelte', '@wxt-dev/webextension-polyfill', '@wxt-dev/i18n/module'],
  imports: false,
  manifestVersion: 3,
  alias: { '#lib': file('./lib'), '#components': file('./components') },
  vite: () => ({
    plugins: [bareScripts],
    resolve: {
      // NDK's emitter compiles listeners with eval, which MV3 forbids; its safe build does not.
      alias: { tseep: file('./node_modules/tseep/lib/ee-safe.js') },
    },
    build: { target: ['chrome123', 'firefox128'] },
  }),
  manifest: ({ browser }) => ({
    name: 'Facet',
    short_name: 'Facet',
    description: '__MSG_manifest_summary__',
    default_locale: 'en',
    permissions: [
      'storage',
      'unlimitedStorage',
      'alarms',
      'idle',
      'contextMenus',
      'scripting',
      ...(browser === 'firefox' ? [] : ['sidePanel']),
    ],
    host_permissions: [...SITE_MATCHES],
    icons: { 16: 'icon/16.png', 32: 'icon/32.png', 48: 'icon/48.png', 128: 'icon/128.png' },
    content_security_policy: { extension_pages: contentSecurityPolicy },
    commands: {
      _execute_action: {
        suggested_key: { default: 'Alt+Shift+F' },
        description: '__MSG_command_open__',
      },
      // Chromium keeps Alt+Shift+N and Alt+Shift+P for itself (split view, tab groups) and drops them silently
      'next-account': {
        suggested_key: { default: 'Alt+Shift+K' },
        description: '__MSG_command_next__',
      },
      'previous-account': {
        suggested_key: { default: 'Alt+Shift+J' },
        description: '__MSG_command_previous__',
      },
      'lock-now': {
        suggested_key: { default: 'Alt+Shift+L' },
        description: '__MSG_command_lock__',
      },
    },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'facet@facet.example',
              strict_min_version: '128.0',
              data_collection_permissions: { required: ['none'] },
            },
          },
        }
      : { minimum_chrome_version: '123' }),
  }),
});
