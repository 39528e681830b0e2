import { describe, expect, it } from 'vitest';
import { readSources, toImports, toValueImports } from './sources';

interface Room {
  /** Rooms, or single files of a room. The room itself is understood. */
  may: string[];
  /** Packages by their name, sub-paths included. */
  packages: string[];
  /** Rooms of which only types may be imported. */
  types?: string[];
}

const words = ['lib/nostr', 'lib/rpc'];
const pure = ['@noble/curves', '@noble/hashes', '@scure/base', 'tldts'];
const page: Room = {
  may: ['components', 'lib/ui', 'lib/i18n', ...words, 'assets'],
  packages: ['svelte'],
};

/** ARCHITECTURE, "Who may import whom": one row per room. */
const ROOMS: Record<string, Room> = {
  'lib/i18n': { may: [], packages: ['wxt', '#i18n', '@wxt-dev/i18n'] },
  'lib/nostr': { may: ['lib/rpc'], packages: [...pure, 'nostr-wasm'] },
  'lib/rpc': { may: ['lib/nostr'], packages: [...pure, 'wxt'] },
  'lib/appearance': { may: [...words, 'lib/storage'], packages: ['wxt'] },
  'lib/domains': { may: words, packages: [] },
  'lib/imports': {
    may: [...words, 'lib/domains'],
    packages: [...pure, '@scure/bip32', '@scure/bip39', 'nostr-tools'],
  },
  'lib/storage': { may: words, packages: ['idb', 'wxt'] },
  'lib/vault': { may: [...words, 'lib/storage'], packages: [...pure, 'hash-wasm', 'nostr-tools'] },
  'lib/relays': { may: words, packages: ['@nostr-dev-kit/ndk'] },
  'lib/signers': {
    may: [...words, 'lib/storage', 'lib/vault', 'lib/relays', 'lib/domains'],
    packages: [...pure, '@nostr-dev-kit/ndk', 'nostr-tools'],
  },
  'lib/sessions': { may: [...words, 'lib/storage', 'lib/vault', 'lib/signers'], packages: ['@scure/base'] },
  'lib/backup': { may: [...words, 'lib/vault'], types: ['lib/storage'], packages: ['@scure/base'] },
  'lib/permissions': { may: [...words, 'lib/storage'], packages: [] },
  'lib/activity': { may: [...words, 'lib/storage', 'lib/vault'], packages: pure },
  'lib/pictures': {
    may: [...words, 'lib/domains', 'lib/storage', 'lib/vault'],
    packages: ['@scure/base'],
  },
  'lib/prompts': { may: [...words, 'lib/storage/session'], packages: [...pure, 'wxt'] },
  'lib/requests': {
    may: [...words, 'lib/sessions', 'lib/permissions', 'lib/prompts'],
    types: ['lib/vault', 'lib/storage'],
    packages: [],
  },
  'lib/outbox': { may: words, types: ['lib/storage', 'lib/vault'], packages: [] },
  'lib/toolbar': { may: [...words, 'lib/i18n'], packages: ['wxt'] },
  'lib/ui': {
    may: [...words, 'lib/i18n', 'lib/storage/session'],
    packages: ['svelte', 'wxt', '@scure/base'],
  },
  components: { may: [...words, 'lib/i18n'], packages: ['svelte', 'uqr', 'virtua'] },
  'entrypoints/nostr.ts': { may: words, packages: [] },
  'entrypoints/first.ts': { may: words, packages: [] },
  'entrypoints/bridge.ts': { may: ['lib/rpc'], packages: ['wxt'] },
  'entrypoints/ahead.ts': { may: ['lib/ui'], packages: [] },
  'entrypoints/popup': page,
  'entrypoints/sidepanel': { ...page, may: [...page.may, 'entrypoints/popup'] },
  'entrypoints/prompt': page,
  'entrypoints/options': page,
  'entrypoints/onboarding': page,
  'entrypoints/background': {
    may: [
      ...words,
      ...['storage', 'vault', 'relays', 'signers', 'sessions', 'permissions', 'activity', 'prompts'].map(
        (room) => `lib/${room}`,
      ),
      'lib/appearance',
      'lib/backup',
      'lib/domains',
      'lib/i18n',
      'lib/outbox',
      'lib/pictures',
      'lib/requests',
      'lib/toolbar',
      'lib/imports',
    ],
    packages: ['wxt'],
  },
};

const sources = readSources('lib', 'entrypoints', 'components');
const isIn = (path: string, room: string) => path === room || path.startsWith(`${room}/`);
const filesOf = (room: string) => sources.filter(({ path }) => isIn(path, room));
const isOwn = (module: string) => /^(lib|entrypoints|components|assets)\//.test(module);

describe('who may import whom', () => {
  it('gives every file a room', () => {
    const rooms = Object.keys(ROOMS);
    expect(sources.filter(({ path }) => !rooms.some((room) => isIn(path, room)))).toEqual([]);
  });

  it.each(Object.entries(ROOMS))(
    '%s imports only what its row allows',
    (room, { may, packages, types = [] }) => {
      const allowed = [room, ...may, ...types, ...packages];
      const strangers = filesOf(room).flatMap((source) =>
        toImports(source)
          .filter((module) => !allowed.some((each) => isIn(module, each)))
          .map((module) => `${source.path} imports ${module}`),
      );
      expect(strangers).toEqual([]);
    },
  );

  it.each(Object.entries(ROOMS).filter(([, { types }]) => types))(
    '%s takes types alone from the rooms it only names',
    (room, { types = [] }) => {
      const values = filesOf(room).flatMap((source) =>
        toValueImports(source).filter((module) => types.some((each) => isIn(module, each))),
      );
      expect(values).toEqual([]);
    },
  );

  it('reaches the browser from lib/rpc only in the transport of the content script', () => {
    const users = filesOf('lib/rpc').filter((source) =>
      toImports(source).some((module) => isIn(module, 'wxt')),
    );
    expect(users.map(({ path }) => path)).toEqual(['lib/rpc/persistent-call.ts']);
  });

  it('keeps the browser out of the page, the components and the words', () => {
    const rooms = [
      'entrypoints/nostr.ts',
      'components',
      'lib/nostr',
      'entrypoints/popup',
      'entrypoints/sidepanel',
    ];
    const users = rooms
      .flatMap(filesOf)
      .filter((source) =>
        toImports(source).some((module) => /^(wxt\/browser|webextension-polyfill)/.test(module)),
      );
    expect(users.map(({ path }) => path)).toEqual([]);
  });

  it('has no page but the prompt wait for the list of public suffixes', () => {
    const isWaiting = /import (?!type )[^;]*from '[^']*nostr\/origin-parts'/;
    const rooms = [...words, 'lib/ui', 'components', 'entrypoints/popup', 'entrypoints/sidepanel'];
    const users = rooms.flatMap(filesOf).filter(({ text }) => isWaiting.test(text));
    expect(users.map(({ path }) => path)).toEqual(['components/prompt/PromptAsk.svelte']);
  });

  it('puts nothing into the page but what window.nostr needs', () => {
    const seen = new Set<string>();
    const walk = (path: string) => {
      if (seen.has(path)) return;
      seen.add(path);
      const source = sources.find((each) => each.path === path || each.path === `${path}.ts`);
      if (source) toValueImports(source).filter(isOwn).forEach(walk);
    };
    walk('entrypoints/nostr.ts');
    expect([...seen].toSorted()).toEqual([
      'entrypoints/nostr.ts',
      'lib/rpc/page-port',
      'lib/rpc/property',
      'lib/rpc/window-nostr',
    ]);
  });
});
