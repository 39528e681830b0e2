import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { connect } from '#lib/permissions/permissions';
import { toSiteLinks } from '#lib/rpc/pairs';
import type { State } from '#lib/storage/state';
import { newAccountOf, pubkeyOf } from '../../../support/keys';
import { SITE } from '../../../support/pages';
import { PASSWORD } from '../../../support/rooms';
import { me, startUi } from '../../../support/ui';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));
vi.mock('#lib/relays/feed', () => ({
  createFeed: () => ({ follow: () => undefined, stop: () => undefined, relays: [] }),
}));

const [ada, bob, eve, gone] = ['ada', 'bob', 'eve', 'gone'].map(pubkeyOf) as [string, string, string, string];
const container = 'firefox-container-1';
let facet: Awaited<ReturnType<typeof startUi>>;
beforeEach(async () => {
  facet = await startUi();
  await facet.ui.createVault(me, PASSWORD);
  await facet.rooms.sessions.add(['ada', 'bob', 'eve'].map((name) => newAccountOf(name)));
  fakeBrowser.tabs.sendMessage = vi.fn().mockResolvedValue(undefined);
});

const know = (draft: State, ...pubkeys: string[]) => {
  for (const pubkey of pubkeys) connect(draft, SITE, pubkey, Date.now());
};
const told = (draft: State, pubkey: string) => {
  draft.sites[SITE] = { usedAt: 0, told: pubkey };
};
const forbid = (draft: State, pubkey: string) =>
  draft.rules.push({ id: pubkey, origin: SITE, pubkey, method: 'connect', effect: 'deny', createdAt: 0 });

describe('the pages ask before a switch exactly where the worker would withhold the account', () => {
  /** What the site has, whom it could link with Bob, and whether it may know Bob without a word of the person. */
  it.each<[string, (draft: State) => void, string[], boolean]>([
    ['nobody is known', () => undefined, [], false],
    ['another is known', (draft) => know(draft, ada), [ada], false],
    ['two others are known', (draft) => know(draft, ada, eve), [ada, eve], false],
    ['Bob is known', (draft) => know(draft, bob), [bob], true],
    ['Bob and another are known', (draft) => know(draft, ada, bob), [ada, bob], true],
    [
      'another is known who may be seen with Bob',
      (draft) => {
        know(draft, ada);
        pair(draft, ada);
      },
      [ada],
      true,
    ],
    ['another was told, and nobody is known any more', (draft) => told(draft, ada), [], false],
    [
      'one is known who may be seen with Bob, another was told',
      (draft) => {
        know(draft, ada);
        pair(draft, ada);
        told(draft, eve);
      },
      [ada, eve],
      false,
    ],
    [
      'the other was told in a container alone',
      (draft) => {
        know(draft, ada);
        pair(draft, ada);
        draft.containers = { [container]: { beliefs: { [SITE]: { toldInTabs: [eve] } } } };
      },
      [ada, eve],
      false,
    ],
    [
      'the other is forbidden',
      (draft) => {
        know(draft, ada);
        forbid(draft, ada);
      },
      [],
      false,
    ],
    [
      'an account that is gone was told',
      (draft) => {
        know(draft, bob);
        told(draft, gone);
      },
      [bob],
      true,
    ],
  ])('%s', async (_what, prepare, knows, mayKnow) => {
    const { rooms, ui } = facet;
    await rooms.store.change((draft) => {
      draft.sites[SITE] = { usedAt: 0 };
      prepare(draft);
    });
    rooms.tabs.see({ tabId: 1, origin: SITE, documentId: 'd1' });
    const { sites, pairs } = rooms.publisher.snapshot();
    const site = sites.find(({ origin }) => origin === SITE);
    expect(site?.knows.toSorted()).toEqual(knows.toSorted());
    const tab = await ui.getTab(me, 1);
    expect(tab.knows).toEqual(site?.knows);
    expect(tab.site?.knows).toEqual(site?.knows);
    const asks = toSiteLinks(bob, site?.knows ?? [], pairs).length > 0;

    await ui.setSiteAccount(me, SITE, bob, undefined);
    const isKnown = () => rooms.identity.isConnected({ origin: SITE }, bob);
    expect(isKnown()).toBe(mayKnow);
    // the person's word is what was missing, and nothing else; to a site that knows nobody it says nothing
    await ui.setSiteAccount(me, SITE, bob, 'once');
    expect(isKnown()).toBe(mayKnow || asks);
  });
});

const pair = (draft: State, other: string) => {
  draft.pairs = [...(draft.pairs ?? []), [bob, other].toSorted() as [string, string]];
};
