import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RuleView } from '#lib/rpc/snapshot';
import { fresh, newAccountOf, pubkeyOf } from '../../../support/keys';
import { SITE } from '../../../support/pages';
import { PASSWORD } from '../../../support/rooms';
import { me, startUi } from '../../../support/ui';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));
vi.mock('#lib/relays/feed', () => ({
  createFeed: () => ({ follow: () => undefined, stop: () => undefined, relays: [] }),
}));
const FILE_PASSWORD = 'a file of its own';
const ada = pubkeyOf('ada');

let facet: Awaited<ReturnType<typeof startUi>>;
const state = () => fresh(facet.rooms.store.state);
const start = async () => {
  facet = await startUi();
  await facet.ui.createVault(me, PASSWORD);
};

const ruleOf = (rule: Pick<RuleView, 'method' | 'effect'>): RuleView => ({
  id: crypto.randomUUID(),
  pubkey: ada,
  origin: SITE,
  ...(rule.method === 'signEvent' ? { kind: 1 } : {}),
  ...(rule.method === 'nip44.encrypt' ? { peer: pubkeyOf('bob') } : {}),
  createdAt: Date.now() - 1,
  ...rule,
});
/** Two of them say what a site may do with Ada's key. */
const RULES = [
  ruleOf({ method: 'connect', effect: 'allow' }),
  ruleOf({ method: 'signEvent', effect: 'allow' }),
  ruleOf({ method: 'nip44.encrypt', effect: 'allow' }),
  ruleOf({ method: 'nip44.decrypt', effect: 'deny' }),
];
const WITHOUT_KEY = [
  ['connect', 'allow'],
  ['nip44.decrypt', 'deny'],
];
const held = () => state().rules.map(({ method, effect }) => [method, effect]);

describe('an account that is only watched', () => {
  beforeEach(start);

  it('gets no rules for a key out of a file, neither at once nor when its key comes', async () => {
    await facet.rooms.sessions.add([{ kind: 'watch-only', pubkey: ada }]);
    await facet.rooms.store.change((draft) => void draft.rules.push(...RULES));
    const { text } = await facet.ui.createBackup(me, PASSWORD, FILE_PASSWORD);
    await start();
    const all = { settings: false, rules: true, copies: false };
    await facet.ui.restoreBackup(me, text, FILE_PASSWORD, [ada], all);
    expect(held()).toEqual(WITHOUT_KEY);
    await facet.rooms.sessions.add([newAccountOf('ada')], { upgrade: true });
    expect(held()).toEqual(WITHOUT_KEY);
  });

  it('that had such rules from before loses them when its key comes, and nobody else does', async () => {
    await facet.rooms.sessions.add([newAccountOf('bob'), { kind: 'watch-only', pubkey: ada }]);
    const bobs = { ...ruleOf({ method: 'signEvent', effect: 'allow' }), pubkey: pubkeyOf('bob') };
    await facet.rooms.store.change((draft) => void draft.rules.push(...RULES, bobs));
    await facet.rooms.sessions.add([newAccountOf('ada')], { upgrade: true });
    expect(held()).toEqual([...WITHOUT_KEY, ['signEvent', 'allow']]);
  });

  it('gets all of them out of a file with its key', async () => {
    await facet.rooms.sessions.add([newAccountOf('ada')]);
    await facet.rooms.store.change((draft) => void draft.rules.push(...RULES));
    const { text } = await facet.ui.createBackup(me, PASSWORD, FILE_PASSWORD);
    await start();
    await facet.rooms.sessions.add([{ kind: 'watch-only', pubkey: ada }]);
    const all = { settings: false, rules: true, copies: false };
    await facet.ui.restoreBackup(me, text, FILE_PASSWORD, [ada], all);
    expect(held()).toHaveLength(RULES.length);
  });
});
