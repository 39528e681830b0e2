/** Another extension in the same browser, with every right over websites: it speaks to Facet from a page of its own. */
import type { Page } from '@playwright/test';
import type { Snapshot } from '../../../lib/rpc/snapshot';
import { people } from '../../../scripts/demo/people';
import { toId } from '../../e2e/unpacked-id';
import { arena, expect, PASSWORD, type Arena } from '../arena';
import { attack } from '../attack';

const { alice, ines } = people;
const HOSTILE = new URL('hostile', import.meta.url).pathname;

/** What a page of an extension has of Chromium's interface. */
declare const chrome: {
  runtime: {
    sendMessage(id: string, message: object): Promise<unknown>;
    connect(
      id: string,
      how: object,
    ): {
      onMessage: { addListener(listener: () => void): void };
      onDisconnect: { addListener(listener: () => void): void };
    };
  };
};

arena.use({ beside: HOSTILE });

async function openHostile({ facet: { context } }: Arena): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`chrome-extension://${toId(HOSTILE)}/manifest.json`);
  return page;
}

/** There is no listener for others; this is one, as somebody might add it. */
const NO_DOOR = {
  file: 'entrypoints/background/index.ts',
  says: '  listenToBrowser(ready);',
  without: `  listenToBrowser(ready);
  browser.runtime.onMessageExternal.addListener((message, _sender, answer) => {
    const { method, args } = message as { method: string; args: unknown[] };
    void ready().then(({ serveUi }) => serveUi({ tabId: undefined }, method, args)).then(answer);
    return true;
  });`,
};

/** What comes back for a message that nobody listens to. */
const UNHEARD = 'Error: Could not establish connection. Receiving end does not exist.';

/** What the other extension hears of a message in the form of those of Facet's own pages. */
async function tell(world: Arena, method: string, ...args: unknown[]): Promise<unknown> {
  const page = await openHostile(world);
  const heard = await page.evaluate(
    ([id, message]) => chrome.runtime.sendMessage(id, message).catch((error: unknown) => String(error)),
    [world.facet.id, { facet: 'ui', method, args }] as const,
  );
  await page.close();
  return heard;
}

/** What of the state the person alone changes; names and relays come and go by themselves. */
const toChosen = ({ vault, current, accounts }: Snapshot) => ({
  vault,
  current,
  accounts: accounts.map(({ pubkey }) => pubkey),
});

attack('another extension reads which accounts there are', NO_DOOR, async (world) => {
  expect(await tell(world, 'getSnapshot')).toBe(UNHEARD);
});

for (const [claim, method, args] of [
  ['reads the activity', 'getActivity', [{}]],
  ['finds out that a password is the right one', 'confirmPassword', [PASSWORD]],
] as const) {
  attack(`another extension ${claim}`, NO_DOOR, async (world) => {
    expect(await tell(world, method, ...args)).not.toHaveProperty('result');
  });
}

for (const [claim, method, args] of [
  ['switches the account', 'switchAccount', [ines.pubkey, 'all']],
  ['locks Facet', 'lock', []],
  ['logs an account out', 'logout', [alice.pubkey]],
] as const) {
  attack(`another extension ${claim}`, NO_DOOR, async (world) => {
    const before = toChosen(await world.facet.snapshot());
    await tell(world, method, ...args);
    expect(toChosen(await world.facet.snapshot())).toEqual(before);
  });
}

attack(
  'another extension follows the state over a port',
  {
    file: 'entrypoints/background/index.ts',
    says: '  listenToBrowser(ready);',
    without: `  listenToBrowser(ready);
  browser.runtime.onConnectExternal.addListener((port) => {
    void ready().then(({ publisher }) => publisher.add(port));
  });`,
  },
  async (world) => {
    const page = await openHostile(world);
    const heard = await page.evaluate(
      (id) =>
        new Promise((resolve) => {
          const port = chrome.runtime.connect(id, { name: 'facet:ui' });
          port.onMessage.addListener(() => resolve('a snapshot'));
          port.onDisconnect.addListener(() => resolve('the end'));
        }),
      world.facet.id,
    );
    expect(heard).toBe('the end');
    await page.close();
  },
);

attack(
  'another extension reads files of Facet',
  {
    file: 'wxt.config.ts',
    says: 'host_permissions: [...SITE_MATCHES],',
    without: `host_permissions: [...SITE_MATCHES],
    web_accessible_resources: [{ resources: ['*'], extension_ids: ['*'] }],`,
  },
  async (world) => {
    const page = await openHostile(world);
    const read = (id: string) => fetch(`chrome-extension://${id}/popup.html`).then(({ ok }) => ok);
    await expect(page.evaluate(read, world.facet.id)).rejects.toThrow('Failed to fetch');
    await page.close();
  },
);
