import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createCommands } from '../../../../entrypoints/background/commands';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { SITE } from '../../support/pages';
import { PASSWORD } from '../../support/rooms';
import { me, startUi } from '../../support/ui';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));
vi.mock('#lib/relays/feed', () => ({
  createFeed: () => ({ follow: () => undefined, stop: () => undefined, relays: [] }),
}));

const [ada, bob, eve] = ['ada', 'bob', 'eve'].map(pubkeyOf) as [string, string, string];
const TAB = { id: 1 };
let facet: Awaited<ReturnType<typeof startUi>>;
let commands: ReturnType<typeof createCommands>;

/** Ada, Bob and Eve in this order, Ada the current one; a site in the tab that has never asked. */
beforeEach(async () => {
  facet = await startUi();
  const { rooms, ui } = facet;
  await ui.createVault(me, PASSWORD);
  await rooms.sessions.add(['ada', 'bob', 'eve'].map((name) => newAccountOf(name)));
  await ui.reorderAccounts(me, [ada, bob, eve]);
  await ui.switchAccount(me, ada, 'all', undefined, undefined);
  fakeBrowser.tabs.sendMessage = vi.fn().mockResolvedValue(undefined);
  vi.spyOn(fakeBrowser.tabs, 'get').mockResolvedValue({ id: 1, incognito: false } as never);
  rooms.tabs.see({ tabId: 1, origin: SITE, documentId: 'd1' });
  commands = createCommands(rooms, ui);
});

const here = async () => {
  const { pubkey, reason, choices } = await facet.ui.getTab(me, 1);
  return { pubkey, reason, choices };
};

describe('the shortcuts for the next and the previous account', () => {
  it('stay in the tab on a site that never asked, where the tab has a choice of its own', async () => {
    const { rooms, ui } = facet;
    await ui.switchAccount(me, bob, 'tab', 1, undefined);
    await commands['next-account'](TAB);
    expect(await here()).toEqual({ pubkey: eve, reason: 'tab', choices: { tab: eve } });
    await commands['previous-account'](TAB);
    await commands['previous-account'](TAB);
    expect(await here()).toEqual({ pubkey: ada, reason: 'tab', choices: { tab: ada } });
    expect(rooms.store.state).toMatchObject({ current: ada, sites: {}, rules: [] });
  });

  it('count everywhere on a site that never asked, where nothing is chosen for it', async () => {
    await commands['next-account'](TAB);
    expect(facet.rooms.store.state).toMatchObject({ current: bob, sites: {} });
    expect(await here()).toEqual({ pubkey: bob, reason: 'current', choices: {} });
  });

  it('pass over whoever is out of the cycle, and begin with that one where it is in the tab', async () => {
    const { ui } = facet;
    await ui.setInCycle(me, bob, false);
    await ui.switchAccount(me, ada, 'tab', 1, undefined);
    await commands['next-account'](TAB);
    expect(await here()).toMatchObject({ pubkey: eve });
    await ui.switchAccount(me, bob, 'tab', 1, undefined);
    await commands['next-account'](TAB);
    expect(await here()).toMatchObject({ pubkey: eve });
  });
});
