/** What of a screen the fake browser needs: plain JSON, because it travels into the page. */
export interface FakeWorld {
  snapshot?: unknown;
  results: Record<string, unknown>;
  errors: Record<string, unknown>;
  siteAccess: boolean;
  /** What the browser speaks. */
  language: string;
}

/**
 * Runs in the page before its own scripts: the few browser interfaces Facet's pages use, answered from fixed
 * data. Self-contained, because only its text reaches the page.
 */
export function installFakeBrowser(world: FakeWorld): void {
  const never = new Promise<never>(() => undefined);
  const event = { addListener: () => undefined, removeListener: () => undefined, hasListener: () => false };

  const answer = ({ method }: { method: string }) => {
    const error = world.errors[method];
    if (error) return Promise.resolve({ error });
    if (world.results[method] === null) return never;
    if (method in world.results) return Promise.resolve({ result: world.results[method] });
    return world.snapshot ? Promise.resolve({ result: world.snapshot }) : never;
  };

  const fake = {
    runtime: {
      id: 'facet',
      getManifest: () => ({ version: '0.1.0' }),
      getURL: (path: string) => new URL(path, location.origin).href,
      sendMessage: answer,
      connect: ({ name }: { name: string }) => ({
        onMessage: {
          ...event,
          addListener: (listener: (snapshot: unknown) => void) => {
            if (name === 'facet:activity') Object.assign(globalThis, { hearActivity: listener });
            else if (world.snapshot) queueMicrotask(() => listener(world.snapshot));
          },
        },
        onDisconnect: event,
        postMessage: () => undefined,
        disconnect: () => undefined,
      }),
      onMessage: event,
    },
    storage: { session: { get: () => Promise.resolve({}) }, onChanged: event },
    tabs: {
      query: () => Promise.resolve([{ id: 7 }]),
      create: () => Promise.resolve({}),
      getCurrent: () => Promise.resolve({ id: 8 }),
      remove: () => Promise.resolve(),
      onActivated: event,
      onUpdated: event,
    },
    windows: { getCurrent: () => Promise.resolve({ id: 1 }), remove: () => Promise.resolve() },
    permissions: {
      contains: () => Promise.resolve(world.siteAccess),
      request: () => Promise.resolve(true),
      onAdded: event,
      onRemoved: event,
    },
    commands: {
      getAll: () =>
        Promise.resolve([
          { name: '_execute_action', shortcut: 'Alt+Shift+F' },
          { name: 'next-account', shortcut: 'Alt+Shift+K' },
          { name: 'previous-account', shortcut: 'Alt+Shift+J' },
          { name: 'lock-now', shortcut: '' },
        ]),
    },
    i18n: {
      getUILanguage: () => world.language,
    },
  };
  Object.assign(globalThis, { browser: fake, chrome: fake });
}

/** Runs in the page: makes its words 35 % longer, as other languages have them; names, keys and addresses stay. */
export function stretchWords(): void {
  const stretch = (text: string) =>
    text.replace(/\p{L}{3,}/gu, (word) => word + word.slice(0, Math.ceil(word.length * 0.35)));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest('bdi, code, kbd, .mono, .foreign, textarea, [dir="ltr"]:not(html)'))
      node.nodeValue = stretch(node.nodeValue ?? '');
  }
  for (const field of document.querySelectorAll('input')) field.placeholder = stretch(field.placeholder);
}
