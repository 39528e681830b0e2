import { fileURLToPath } from 'node:url';
import { defineConfig } from 'wxt';
import { SITE_MATCHES } from './lib/rpc/matches';
import { ascii } from './scripts/build/ascii';
import { bareScripts } from './scripts/build/bare-scripts';
import { writeBill } from './scripts/build/bill';
import { collectPackages } from './scripts/build/parts';
import { popupChunk } from './scripts/build/popup-chunk';
import { later, type LaterScripts } from './scripts/build/later';
import { writeSecp256k1 } from './scripts/build/secp256k1';
import { splitTexts } from './scripts/build/texts';

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
  'trusted-types facet-later',
].join('; ');

/**
 * NDK's emitter compiles listeners with eval, which MV3 forbids; its safe build does not. The polyfill's work is done by
 * the browsers themselves.
 */
const alias = {
  tseep: file('./node_modules/tseep/lib/ee-safe.js'),
  'webextension-polyfill': file('./scripts/build/native-browser.ts'),
};

/** What the worker needs only to talk to relays and to encrypt. What opens the vault depends on no script but its own. */
const LATER: LaterScripts = {
  ndk: ['@nostr-dev-kit/ndk'],
  'nostr-tools': ['nostr-tools/nip04', 'nostr-tools/nip44', 'nostr-tools/nip49'],
};

/** What is bundled of other people's code; libsecp256k1 is a file and no module. */
const packages = new Set(['node_modules/nostr-wasm']);

export default defineConfig({
  modules: ['@wxt-dev/module-svelte', '@wxt-dev/webextension-polyfill', '@wxt-dev/i18n/module'],
  imports: false,
  manifestVersion: 3,
  alias: { '#lib': file('./lib'), '#components': file('./components') },
  // elements are made one by one: Mozilla's linter warns of innerHTML, and a policy would have to allow it
  svelte: { vite: { compilerOptions: { fragments: 'tree' } } },
  vite: () => ({
    plugins: [bareScripts(), collectPackages(packages)],
    resolve: { alias },
    // every browser that Facet runs in preloads by itself
    build: { target: ['chrome123', 'firefox140'], modulePreload: { polyfill: false } },
  }),
  hooks: {
    ready({ config, hooks }) {
      // after that of the module which adds the messages
      hooks.hook('build:publicAssets', (_, files) => splitTexts(files));
      hooks.hook('vite:build:extendConfig', ([entrypoint], built) => {
        if (entrypoint?.inputPath.endsWith('.html')) built.plugins = [...(built.plugins ?? []), popupChunk()];
      });
      if (config.browser === 'firefox') return; // its background is a page, and stays
      hooks.hook('vite:build:extendConfig', ([entrypoint], built) => {
        if (entrypoint?.type === 'background')
          built.plugins = [
            ...(built.plugins ?? []),
            later(LATER, { alias }, collectPackages(packages)),
            ascii(),
          ];
      });
    },
    'build:done': ({ config }) => {
      writeBill(config.outDir, packages);
    },
    'prepare:publicPaths': (_, paths) => {
      paths.push('secp256k1.wasm');
    },
    'build:publicAssets': ({ config }, files) => {
      files.push({ absoluteSrc: writeSecp256k1(config.wxtDir), relativeDest: 'secp256k1.wasm' });
    },
  },
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
              strict_min_version: '140.0', // the first that reads the next line
              data_collection_permissions: { required: ['none'] },
            },
            gecko_android: { strict_min_version: '142.0' }, // the same there
          },
        }
      : { minimum_chrome_version: '123' }),
  }),
});
