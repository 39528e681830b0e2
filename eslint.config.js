import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';

/**
 * Who may import whom (docs/architecture.md), one row per room; a room may always import itself and packages.
 * tests/unit/architecture checks the same by walking the imports.
 */
const pure = ['lib/nostr', 'lib/rpc'];
const words = [...pure, 'lib/i18n'];
const page = [...words, 'lib/ui', 'components', 'assets'];
const rooms = {
  'lib/nostr': ['lib/rpc'],
  'lib/rpc': ['lib/nostr'],
  'lib/i18n': [],
  'lib/appearance': [...pure, 'lib/storage'],
  'lib/domains': pure,
  'lib/imports': [...pure, 'lib/domains'],
  'lib/storage': pure,
  'lib/vault': [...pure, 'lib/storage'],
  'lib/relays': pure,
  'lib/signers': [...pure, 'lib/storage', 'lib/vault', 'lib/relays', 'lib/domains'],
  'lib/sessions': [...pure, 'lib/storage', 'lib/vault', 'lib/signers'],
  'lib/backup': [...pure, 'lib/storage', 'lib/vault'],
  'lib/permissions': [...pure, 'lib/storage'],
  'lib/activity': [...pure, 'lib/storage', 'lib/vault'],
  'lib/pictures': [...pure, 'lib/domains', 'lib/storage', 'lib/vault'],
  'lib/prompts': [...pure, 'lib/storage/session.ts'],
  'lib/requests': [...pure, 'lib/storage', 'lib/vault', 'lib/sessions', 'lib/permissions', 'lib/prompts'],
  'lib/outbox': [...pure, 'lib/storage', 'lib/vault'],
  'lib/toolbar': words,
  // the last snapshot, so that a page has something to show before the worker is awake
  'lib/ui': [...words, 'lib/storage/session.ts'],
  components: words,
  'entrypoints/nostr.ts': pure,
  'entrypoints/first.ts': pure,
  'entrypoints/bridge.ts': ['lib/rpc'],
  'entrypoints/popup': page,
  'entrypoints/sidepanel': [...page, 'entrypoints/popup'],
  'entrypoints/prompt': page,
  'entrypoints/options': page,
  'entrypoints/onboarding': page,
};
const zones = Object.entries(rooms).map(([room, others]) => ({
  target: `./${room}`,
  from: '.',
  except: [room, ...others, 'node_modules', '.wxt'].map((path) => `./${path}`),
  message: `${room} may import ${others.join(', ')} only (docs/architecture.md).`,
}));
zones.push({
  target: './entrypoints/background',
  from: '.',
  except: ['./entrypoints/background', './lib', './node_modules', './.wxt'],
  message: 'The worker is built from lib alone.',
});
zones.push({ target: './entrypoints/background', from: './lib/ui', message: 'lib/ui is for pages.' });

const NDK = { group: ['@nostr-dev-kit/*'], message: 'NDK lives in lib/signers and lib/relays.' };
const BROWSER = {
  group: ['wxt/browser', 'webextension-polyfill'],
  message: 'The browser API has no place here; pages reach it through lib/ui.',
};
const SLEEP = {
  group: ['node:timers/promises', 'timers/promises'],
  message: 'Wait for a fact, not for a time.',
};
const packages = (...patterns) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
});

export default defineConfig(
  globalIgnores([
    '.output',
    '.wxt',
    '.svelte-check',
    '.relay',
    '.pictures',
    '.bench',
    '.browsers',
    'test-results',
  ]),
  ts.configs.strictTypeChecked,
  svelte.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: {
      globals: { ...globals.browser, ...globals.es2025 },
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createNodeResolver({
          extensions: ['.ts', '.js', '.svelte'],
          tsconfig: { configFile: `${import.meta.dirname}/tsconfig.json`, references: 'auto' },
        }),
      ],
    },
    rules: {
      'no-console': 'error',
      'no-undef': 'off', // the compiler knows better
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNever: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_+$', argsIgnorePattern: '^_' }],
      // the house has closures and plain records, no classes: nothing here has a `this` to lose
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-misused-spread': 'off', // [...text] is how code points are counted
      '@typescript-eslint/no-unsafe-enum-assignment': 'off', // a kind is a number, whatever NDK calls it
      ...packages(NDK),
    },
  },
  {
    // svelte-check reads the types of components; without them a lint of all takes seconds
    files: ['**/*.svelte'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { parserOptions: { parser: ts.parser, projectService: false } },
  },
  { files: ['**/*.svelte.ts'], languageOptions: { parserOptions: { parser: ts.parser } } },
  // what comes from the disk may be newer, or worse, than its type says
  { files: ['lib/vault/**'], rules: { '@typescript-eslint/no-unnecessary-condition': 'off' } },
  { files: ['lib/signers/**', 'lib/relays/**'], rules: packages() },
  {
    files: [
      'lib/nostr/**',
      'lib/rpc/**',
      'lib/imports/**',
      'components/**',
      'entrypoints/{popup,sidepanel,prompt,options,onboarding}/**',
      'entrypoints/nostr.ts',
    ],
    rules: packages(NDK, BROWSER),
  },
  // the transport of the content script, which owns the page's call
  { files: ['lib/rpc/persistent-call.ts'], rules: packages(NDK) },
  { files: ['entrypoints/**', '**/*.config.{js,ts}'], rules: { 'import-x/no-default-export': 'off' } },
  {
    files: ['scripts/**', 'tests/**', '*.config.{js,ts}'],
    languageOptions: { globals: globals.node },
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
      ...packages(),
    },
  },
  {
    files: ['tests/**'],
    rules: {
      ...packages(SLEEP),
      'no-restricted-properties': [
        'error',
        { property: 'waitForTimeout', message: 'Wait for a fact, not for a time.' },
      ],
    },
  },
  { files: ['**/*.js'], extends: [ts.configs.disableTypeChecked] },
);
