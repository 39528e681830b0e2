import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { newAccountOf, pubkeyOf } from '../../../support/keys';
import { SITE } from '../../../support/pages';
import { PASSWORD } from '../../../support/rooms';
import { me, startUi } from '../../../support/ui';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));
vi.mock('#lib/relays/feed', () => ({
  createFeed: () => ({ follow: () => undefined, stop: () => undefined, relays: [] }),
}));

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
let facet: Awaited<ReturnType<typeof startUi>>;
beforeEach(async () => {
  facet = await startUi();
  await facet.ui.createVault(me, PASSWORD);
  await facet.rooms.sessions.add([newAccountOf('ada'), newAccountOf('bob')]);
  await facet.ui.switchAccount(me, ada, 'all', undefined, undefined);
  fakeBrowser.tabs.sendMessage = vi.fn().mockResolvedValue(undefined);
  vi.spyOn(fakeBrowser.tabs, 'get').mockResolvedValue({ id: 1, incognito: true } as never);
});

it('a tab says who is current in private windows, where that is somebody else, whatever holds in the tab', async () => {
  const { rooms, ui } = facet;
  rooms.tabs.see({ tabId: 1, origin: SITE, documentId: 'd1', isPrivate: true });
  await ui.switchAccount(me, bob, 'all', 1, undefined);
  await ui.switchAccount(me, ada, 'site', 1, undefined);
  expect(await ui.getTab(me, 1)).toMatchObject({
    reason: 'site',
    pubkey: ada,
    current: bob,
    isPrivate: true,
  });
  expect(rooms.store.state.current).toBe(ada);
  rooms.tabs.forget(1);
  expect(await ui.getTab(me, 1)).toMatchObject({ reason: 'current', pubkey: bob, current: bob });
});

it('a tab of another window does not', async () => {
  facet.rooms.tabs.see({ tabId: 1, origin: SITE, documentId: 'd1' });
  expect(await facet.ui.getTab(me, 1)).not.toHaveProperty('current');
});
