import { verifyEvent } from 'nostr-tools/pure';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { toNpub } from '#lib/nostr/keys';
import { allowTogether } from '#lib/permissions/pairs';
import { connect } from '#lib/permissions/permissions';
import type { RuleView } from '#lib/rpc/snapshot';
import type { State } from '#lib/storage/state';
import { fresh, newAccountOf, pubkeyOf } from '../../../support/keys';
import { outcome, SITE } from '../../../support/pages';
import { PASSWORD } from '../../../support/rooms';
import { me, restartUi, startUi } from '../../../support/ui';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));
vi.mock('#lib/relays/feed', () => ({
  createFeed: () => ({ follow: () => undefined, stop: () => undefined, relays: [] }),
}));
const FILE_PASSWORD = 'a file of its own';
const ALL = { settings: true, rules: true, copies: true };
const [ada, bob, eve, zoe] = [pubkeyOf('ada'), pubkeyOf('bob'), pubkeyOf('eve'), pubkeyOf('zoe')];
const HOUR = 3_600_000;

type Ui = Awaited<ReturnType<typeof startUi>>;
let facet: Ui;
let text: string;
let source: State;

const ruleOf = (more: Partial<RuleView>): RuleView => ({
  id: crypto.randomUUID(),
  pubkey: ada,
  origin: SITE,
  method: 'signEvent',
  kind: 1,
  effect: 'allow',
  createdAt: Date.now() - 1,
  ...more,
});

/** Ada and Bob with keys, Eve watched, Bob current, two rules of Ada's and one that is over. */
beforeAll(async () => {
  const { rooms, ui } = await startUi();
  await ui.createVault(me, PASSWORD);
  await rooms.sessions.add([newAccountOf('ada', 'Work'), newAccountOf('bob')]);
  await rooms.sessions.add([{ kind: 'watch-only', pubkey: eve }]);
  await ui.switchAccount(me, bob, 'all', undefined, undefined);
  await ui.setRelays(me, ['wss://relay.example']);
  await rooms.store.change((draft) => {
    draft.rules.push(ruleOf({ method: 'connect', kind: undefined as never }), ruleOf({}));
    draft.rules.push(ruleOf({ kind: 7, expiresAt: Date.now() - 1 }));
    draft.sites[SITE] = { usedAt: 5, pubkey: ada };
    allowTogether(draft, bob, ada);
    draft.settings.activityDays = 365;
    for (const each of draft.accounts) each.notInCycle = each.apart = true;
    for (const each of draft.accounts) each.signIns = { 'wss://relay.example/': 'always' };
  });
  source = fresh(rooms.store.state);
  ({ text } = await ui.createBackup(me, PASSWORD, FILE_PASSWORD));
});
beforeEach(async () => {
  facet = await startUi();
  await facet.ui.createVault(me, PASSWORD);
});

const state = () => fresh(facet.rooms.store.state);
const restore = (picks: string[], choice = { settings: false, rules: false, copies: false }) =>
  facet.ui.restoreBackup(me, text, FILE_PASSWORD, picks, choice);
const sign = async (pubkey: string) => {
  const event = { pubkey, kind: 1, tags: [], content: 'hello', created_at: 1 };
  return verifyEvent(fresh(await facet.rooms.sessions.expect(pubkey).signer.signEvent(event)));
};

describe('making a backup', () => {
  it('asks for the password of the vault, also when the file gets another', async () => {
    expect(await outcome(facet.ui.createBackup(me, 'not the password', FILE_PASSWORD))).toBe('denied');
  });

  it('refuses a password of the file that is too short', async () => {
    expect(await outcome(facet.ui.createBackup(me, PASSWORD, 'nine char'))).toBe('invalid');
  });

  it('names the file after the day', async () => {
    const { name } = await facet.ui.createBackup(me, PASSWORD, undefined);
    expect(name).toMatch(/^facet-backup-\d{4}-\d\d-\d\d\.json$/);
  });

  it('does not make anybody count as backed up', async () => {
    await facet.rooms.sessions.add([newAccountOf('ada')]);
    await facet.ui.createBackup(me, PASSWORD, undefined);
    expect(state().accounts[0]).not.toHaveProperty('backedUpAt');
  });
});

describe('looking into a backup', () => {
  it('says what is new, here or could get its key, and takes nothing', async () => {
    await facet.rooms.sessions.add([newAccountOf('bob'), { kind: 'watch-only', pubkey: ada }]);
    const before = state();
    const { accounts, ...rest } = await facet.ui.readBackup(me, text, FILE_PASSWORD);
    expect(accounts.map(({ pubkey, kind, status }) => [pubkey, kind, status])).toEqual([
      [ada, 'secret-key', 'upgrade'],
      [bob, 'secret-key', 'here'],
      [eve, 'watch-only', 'new'],
    ]);
    expect(accounts[0]?.name).toBe('Work');
    expect(rest).toMatchObject({ rules: 2, sites: 1, copies: 0, strangers: 0 });
    expect(state()).toEqual(before);
  });

  it('calls an account what it is called here, then what it was called there, then by its npub', async () => {
    await facet.rooms.sessions.add([{ kind: 'watch-only', pubkey: ada, nickname: 'Mine' }]);
    await facet.rooms.sessions.add([newAccountOf('bob')]);
    const names = async () =>
      (await facet.ui.readBackup(me, text, FILE_PASSWORD)).accounts.map(({ name }) => name);
    expect(await names()).toEqual(['Mine', toNpub(bob), toNpub(eve)]);
    await facet.ui.renameAccount(me, ada, '');
    expect((await names())[0]).toBe('Work');
  });

  it('is refused while locked, and with a wrong password', async () => {
    expect(await outcome(facet.ui.readBackup(me, text, PASSWORD))).toBe('denied');
    await facet.ui.lock(me);
    expect(await outcome(facet.ui.readBackup(me, text, FILE_PASSWORD))).toBe('locked');
  });
});

describe('restoring on an empty Facet', () => {
  it('brings back everything that was chosen, and it works after a restart', async () => {
    await restore([ada, bob, eve], ALL);
    facet = await restartUi();
    const { accounts, rules, sites, settings, current, pairs } = state();
    expect(accounts.map(({ pubkey }) => pubkey)).toEqual([ada, bob, eve]);
    for (const [index, { id, backedUpAt, ...each }] of accounts.entries()) {
      expect(source.accounts[index]).toMatchObject({ ...each, usedAt: expect.any(Number) as number });
      expect(id).not.toBe(source.accounts[index]?.id);
      expect(backedUpAt === undefined).toBe(each.kind === 'watch-only');
    }
    expect(current).toBe(bob);
    expect(settings).toEqual(source.settings);
    expect(sites).toEqual(source.sites);
    expect(pairs).toEqual([[ada, bob].toSorted()]);
    expect(rules.map(({ id: _, ...rule }) => rule)).toEqual(
      source.rules.slice(0, 2).map(({ id: _, ...rule }) => rule),
    );
    expect([await sign(ada), await sign(bob)]).toEqual([true, true]);
  });

  it('leaves settings, rules, sites and pairs when they were not asked for', async () => {
    const { settings } = state();
    await restore([ada, bob]);
    expect(state()).toMatchObject({ settings, rules: [], sites: {}, current: bob });
    expect(state()).not.toHaveProperty('pairs');
  });

  it('brings rules, sites and pairs only of accounts that are there', async () => {
    await restore([bob], ALL);
    expect(state()).toMatchObject({ rules: [], sites: {} });
    expect(state()).not.toHaveProperty('pairs');
  });
});

describe('restoring on a filled Facet', () => {
  beforeEach(async () => {
    await facet.rooms.sessions.add([newAccountOf('zoe')]);
    await facet.rooms.sessions.add([{ kind: 'watch-only', pubkey: ada, nickname: 'Mine' }]);
    await facet.ui.switchAccount(me, zoe, 'all', undefined, undefined);
  });

  it('gives a watched account its key, keeps its name, and stays who one is', async () => {
    await restore([ada]);
    const { accounts, current } = state();
    expect(accounts.map(({ pubkey, kind }) => [pubkey, kind])).toEqual([
      [zoe, 'secret-key'],
      [ada, 'secret-key'],
    ]);
    expect(accounts[1]?.nickname).toBe('Mine');
    expect(current).toBe(zoe);
    expect(await sign(ada)).toBe(true);
  });

  it('lets the rules and sites that are here win', async () => {
    await facet.rooms.store.change((draft) => {
      draft.rules.push(ruleOf({ id: 'mine', effect: 'deny' }));
      draft.sites[SITE] = { usedAt: 9 };
    });
    await restore([ada], ALL);
    const { rules, sites } = state();
    expect(rules.map(({ method, effect }) => [method, effect])).toEqual([
      ['signEvent', 'deny'],
      ['connect', 'allow'],
    ]);
    expect(sites).toEqual({ [SITE]: { usedAt: 9 } });
  });

  it.each([
    ['an account that is not in the file', [zoe], 'invalid'],
    ['an account that is here, among new ones', [bob, eve, ada, bob], undefined],
  ])('takes all or nothing: %s', async (_name, picks, code) => {
    const before = state();
    const result = await outcome(restore(picks, ALL));
    if (code === undefined) return expect(state().accounts).toHaveLength(4);
    expect(result).toBe(code);
    expect(state()).toEqual(before);
  });

  it('changes nothing when the disk fails', async () => {
    const before = state();
    const { put } = IDBObjectStore.prototype;
    let puts = 0;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      puts += 1;
      if (puts === 3) throw new DOMException('the disk is full', 'QuotaExceededError');
      return put.apply(this, args);
    });
    expect(await outcome(restore([ada, bob, eve], ALL))).toBe('disk-full');
    vi.restoreAllMocks();
    expect(state()).toEqual(before);
    facet = await restartUi();
    expect(state()).toEqual(before);
    expect(facet.rooms.sessions.all.map(({ pubkey }) => pubkey)).toEqual([zoe, ada]);
  });
});

describe('a rule in a backup', () => {
  it.each<[string, Partial<RuleView>]>([
    ['that no answer could have made: a profile for ever', { kind: 0 }],
    ['that lasts longer than an answer may', { kind: 22_242, expiresAt: Date.now() + 48 * HOUR }],
    ['that reads messages for ever', { method: 'nip44.decrypt', kind: undefined as never, peer: bob }],
    ['about an origin that is no website', { origin: 'http://a.example' }],
    ['from the future', { createdAt: Date.now() + HOUR }],
    ['about everything', { kind: undefined as never }],
  ])('%s stays there', async (_name, more) => {
    await facet.rooms.sessions.add([newAccountOf('ada')]);
    await facet.rooms.store.change((draft) => {
      draft.rules.push(ruleOf(more));
    });
    const file = await facet.ui.createBackup(me, PASSWORD, FILE_PASSWORD);
    facet = await startUi();
    await facet.ui.createVault(me, PASSWORD);
    await facet.ui.restoreBackup(me, file.text, FILE_PASSWORD, [ada], ALL);
    expect(state().rules).toEqual([]);
  });
});

describe('a backup by somebody else', () => {
  it('brings no rules and no pairs for an account that is only named in it', async () => {
    const other = await startUi();
    await other.ui.createVault(me, PASSWORD);
    await other.rooms.sessions.add([newAccountOf('zoe')]);
    await other.rooms.sessions.add([{ kind: 'watch-only', pubkey: ada }]);
    await other.rooms.store.change((draft) => {
      draft.rules.push(ruleOf({}));
      draft.sites[SITE] = { usedAt: 5, pubkey: ada };
      allowTogether(draft, zoe, ada);
    });
    const file = await other.ui.createBackup(me, PASSWORD, FILE_PASSWORD);
    facet = await startUi();
    await facet.ui.createVault(me, PASSWORD);
    await facet.rooms.sessions.add([newAccountOf('ada')]);
    await facet.ui.restoreBackup(me, file.text, FILE_PASSWORD, [zoe], ALL);
    expect(state()).toMatchObject({ rules: [], sites: {} });
    expect(state()).not.toHaveProperty('pairs');
  });
});

describe('the restore drill', () => {
  it('marks the accounts whose key is in the file, says what is not, and touches nothing else', async () => {
    await facet.rooms.sessions.add([newAccountOf('ada'), newAccountOf('zoe')]);
    await facet.rooms.sessions.add([{ kind: 'watch-only', pubkey: bob }]);
    await facet.rooms.store.change((draft) => connect(draft, SITE, ada, Date.now()));
    const before = state();
    const { accounts, missing } = await facet.ui.checkBackup(me, text, FILE_PASSWORD);
    expect(accounts.map(({ pubkey, key }) => [pubkey, key])).toEqual([
      [ada, 'good'],
      [bob, 'good'],
      [eve, 'none'],
    ]);
    expect(missing).toEqual([zoe]);
    const after = state();
    expect(after.accounts[0]?.backedUpAt).toBeGreaterThan(0);
    delete after.accounts[0]?.backedUpAt;
    expect(after).toEqual(before);
  });

  it('names an account with a key that the file only watches', async () => {
    await facet.rooms.sessions.add([newAccountOf('eve')]);
    expect((await facet.ui.checkBackup(me, text, FILE_PASSWORD)).missing).toEqual([eve]);
    expect(state().accounts[0]).not.toHaveProperty('backedUpAt');
  });

  it('changes nothing with a wrong password', async () => {
    await facet.rooms.sessions.add([newAccountOf('ada')]);
    const before = state();
    expect(await outcome(facet.ui.checkBackup(me, text, PASSWORD))).toBe('denied');
    expect(state()).toEqual(before);
  });
});
