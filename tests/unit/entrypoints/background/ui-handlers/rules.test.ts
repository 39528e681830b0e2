/** The rules of a site as the person edits them, over the real rooms. */
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createRooms, type Rooms } from '../../../../../entrypoints/background/rooms';
import { createUiHandlers } from '../../../../../entrypoints/background/ui-handlers';
import { connect } from '#lib/permissions/permissions';
import { refuseBlocked } from '#lib/requests/blocked';
import type { AskedView, Forecast, RuleDraft } from '#lib/rpc/rules';
import { newAccountOf, pubkeyOf } from '../../../support/keys';
import { outcome, SITE } from '../../../support/pages';
import { PASSWORD } from '../../../support/rooms';
import { fakeScripting } from '../../../support/scripting';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));
vi.mock('#lib/relays/feed', () => ({
  createFeed: () => ({ follow: () => undefined, stop: () => undefined, relays: [] }),
}));

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const me = { tabId: undefined };
let rooms: Rooms;
let ui: ReturnType<typeof createUiHandlers>;
beforeEach(async () => {
  fakeBrowser.reset();
  fakeScripting();
  globalThis.indexedDB = new IDBFactory();
  fakeBrowser.tabs.sendMessage = vi.fn().mockResolvedValue(undefined);
  rooms = await createRooms();
  ui = createUiHandlers(rooms);
  await ui.createVault(me, PASSWORD);
  await rooms.sessions.add([newAccountOf('bob')]);
  await rooms.sessions.add([newAccountOf('ada')]);
  await rooms.store.change((draft) => connect(draft, SITE, ada, 0));
});

const note: AskedView = { pubkey: ada, origin: SITE, method: 'signEvent', kind: 1 };
const save = (change: Partial<RuleDraft> = {}) =>
  ui.saveRule(me, { ...note, effect: 'allow', lasts: 'always', ...change });
const ask = (change: Partial<AskedView> = {}) => ui.wouldAsk(me, { ...note, ...change }) as Forecast;
const idOf = (kind: number) => rooms.store.state.rules.find((rule) => rule.kind === kind)?.id ?? '';

describe('what would come of a question', () => {
  it('is what the rules say, with the rule that says it', async () => {
    expect(ask()).toEqual({ verdict: 'ask', because: 'none' });
    await save();
    expect(ask()).toMatchObject({ verdict: 'allow', because: 'rule', rule: { kind: 1 } });
    await save({ kind: undefined as unknown as number, effect: 'deny' });
    expect(ask()).toMatchObject({ verdict: 'deny', because: 'rule', rule: { effect: 'deny' } });
  });

  it('names the relay in whatever form it is asked about', async () => {
    await save({ kind: 22_242, relay: 'wss://relay.example', lasts: 'hour' });
    expect(ask({ kind: 22_242, relay: 'WSS://relay.example/' })).toMatchObject({ verdict: 'allow' });
  });

  it('is a question to the person for a stranger, for what is asked every time, and where the password is', async () => {
    expect(ask({ pubkey: bob })).toEqual({ verdict: 'ask', because: 'stranger' });
    expect(ask({ kind: 3 })).toEqual({ verdict: 'ask', because: 'each' });
    await save();
    await ui.setStepUp(me, ada, true, undefined);
    expect(ask()).toEqual({ verdict: 'ask', because: 'password' });
  });

  it('is a refusal for an account that cannot', async () => {
    const eve = pubkeyOf('eve');
    await ui.addWatchOnly(me, eve, undefined);
    await rooms.store.change((draft) => connect(draft, SITE, eve, 0));
    expect(ask({ pubkey: eve })).toEqual({ verdict: 'deny', because: 'cannot' });
    expect(ask({ pubkey: eve, method: 'connect', kind: undefined as unknown as number })).toMatchObject({
      verdict: 'allow',
    });
  });
});

describe('a rule', () => {
  it('says nothing while it is paused, and the same again afterwards', async () => {
    await save();
    await ui.pauseRule(me, idOf(1), true);
    expect(ask().verdict).toBe('ask');
    await ui.pauseRule(me, idOf(1), false);
    expect(ask().verdict).toBe('allow');
    expect(rooms.store.state.rules.find(({ kind }) => kind === 1)).not.toHaveProperty('paused');
  });

  it('that is gone is missed in words', async () => {
    expect(await outcome(ui.pauseRule(me, 'gone', true))).toBe('invalid');
    expect(await outcome(save({ id: 'gone' }))).toBe('invalid');
  });
});

describe('what a site could do now', () => {
  it('is said for each account that rules are about, and for the one that it gets', async () => {
    await save();
    await save({ kind: 7, effect: 'deny' });
    await save({ kind: 6, lasts: 'hour' });
    await ui.pauseRule(me, idOf(6), true);
    await rooms.store.change((draft) => {
      draft.sites[SITE] = { usedAt: 0, pubkey: bob };
    });
    expect(ui.forecastSite(me, SITE)).toMatchObject({
      accounts: [
        { pubkey: bob, isHere: true, knows: false, allows: [], denies: [] },
        { pubkey: ada, isHere: false, knows: true, allows: [{ kind: 1 }], denies: [{ kind: 7 }] },
      ],
    });
  });

  it('leaves out what a wider rule refuses', async () => {
    await save();
    await save({ kind: undefined as unknown as number, effect: 'deny' });
    expect(ui.forecastSite(me, SITE)).toMatchObject({
      accounts: [{ pubkey: ada, allows: [], denies: [{ effect: 'deny' }] }],
    });
  });
});

describe('a site that is kept from asking', () => {
  /** What the site itself would hear, by the way of its requests. */
  const hears = () => {
    const serve = refuseBlocked(rooms, () => Promise.resolve({ result: 'served' }));
    const page = { origin: SITE, tabId: 1, documentId: 'd', call: 'c', askedAt: 0 };
    rooms.appearance.expect(SITE);
    return serve(page, 'signEvent', []);
  };

  it('could do nothing while it is blocked, whatever its rules allow, and again what they say afterwards', async () => {
    await save();
    const until = Date.now() + 60_000;
    await ui.blockSite(me, SITE, until, undefined);
    expect(ask()).toEqual({ verdict: 'deny', because: 'blocked', until });
    expect(ui.forecastSite(me, SITE)).toEqual({ bar: { because: 'blocked', until }, accounts: [] });
    expect(await hears()).toMatchObject({ error: { code: 'denied' } });
    await ui.blockSite(me, SITE, undefined, undefined);
    expect(ask()).toEqual({ verdict: 'deny', because: 'blocked' });
    await ui.unblockSite(me, SITE, undefined);
    expect(ask()).toMatchObject({ verdict: 'allow' });
    expect(await hears()).toEqual({ result: 'served' });
  });

  it('is not one that is blocked in private windows alone', async () => {
    await save();
    await ui.blockSite(me, SITE, undefined, true);
    expect(ask()).toMatchObject({ verdict: 'allow' });
  });

  it('could do nothing where Facet is hidden or another signer serves, block or no block', async () => {
    await save();
    await ui.chooseSigner(me, SITE, 'other');
    await ui.blockSite(me, SITE, undefined, undefined);
    expect(ask()).toEqual({ verdict: 'deny', because: 'hidden' });
    expect(ui.forecastSite(me, SITE)).toEqual({ bar: { because: 'hidden' }, accounts: [] });
    expect(() => void hears()).toThrow(/cannot use Facet/);
  });
});
