import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NostrEvent } from '#lib/nostr/event';
import { BY_BROWSER } from '#lib/nostr/link';
import { allowTogether } from '#lib/permissions/pairs';
import { connect } from '#lib/permissions/permissions';
import { EVERYWHERE } from '#lib/rpc/appearance';
import type { State } from '#lib/storage/state';
import { fresh, newAccountOf, pubkeyOf, signAs } from '../../../support/keys';
import { SITE } from '../../../support/pages';
import { PASSWORD } from '../../../support/rooms';
import { fakeScripting } from '../../../support/scripting';
import { me, restartUi, startUi } from '../../../support/ui';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));
vi.mock('#lib/relays/feed', () => ({
  createFeed: () => ({ follow: () => undefined, stop: () => undefined, relays: [] }),
}));
const FILE_PASSWORD = 'a file of its own';
const ALL = { settings: true, rules: true, copies: true };
const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const SPAM = 'https://spam.example';
/** A list that lost much, and what it was before. */
const ADAS = [
  signAs('ada', { kind: 3, created_at: 100, tags: [['p', bob]] }),
  signAs('ada', { kind: 3, created_at: 200 }),
];

type Ui = Awaited<ReturnType<typeof startUi>>;
let facet: Ui;
let text: string;
let source: State;

const keepAdas = ({ sessions }: Ui['rooms'], events: NostrEvent[]) => sessions.keepCopies(ada, events);

beforeAll(async () => {
  const { rooms, ui } = await startUi();
  await ui.createVault(me, PASSWORD);
  await rooms.sessions.add([newAccountOf('ada'), newAccountOf('bob')]);
  await rooms.store.change((draft) => {
    connect(draft, SITE, ada, Date.now());
    draft.sites[SITE] = { usedAt: 5, pubkey: ada };
    allowTogether(draft, bob, ada);
    draft.blocked = { [SPAM]: { since: 5 } };
    draft.links = { own: [], client: BY_BROWSER };
    draft.appearance = { ...EVERYWHERE, hidden: [SPAM] };
  });
  keepAdas(rooms, ADAS);
  source = fresh(rooms.store.state);
  ({ text } = await ui.createBackup(me, PASSWORD, FILE_PASSWORD));
});
beforeEach(async () => {
  facet = await startUi();
  fakeScripting();
  await facet.ui.createVault(me, PASSWORD);
});

const state = () => fresh(facet.rooms.store.state);
const restore = (picks: string[], choice: typeof ALL) =>
  facet.ui.restoreBackup(me, text, FILE_PASSWORD, picks, choice);

describe('what a restore says', () => {
  it('is what came back, and nothing the second time', async () => {
    const { report } = await restore([ada, bob], ALL);
    expect(report).toEqual({
      ...{ added: 2, upgraded: 0, rules: 1, sites: 1, pairs: 1, blocks: 1, copies: 2 },
      ...{ settings: true, appearance: true, links: true },
    });
    expect(state()).toMatchObject({
      blocked: source.blocked,
      links: source.links,
      appearance: source.appearance,
    });
    expect((await restore([], { ...ALL, settings: false })).report).toEqual({
      ...{ added: 0, upgraded: 0, rules: 0, sites: 0, pairs: 0, blocks: 0, copies: 0 },
      ...{ settings: false, appearance: false, links: false },
    });
  });

  it('does not bring a longer time until Facet locks, which asks the password, but where there is no account yet', async () => {
    const minutes = () => state().settings.autoLockMinutes;
    await facet.ui.setAutoLock(me, 5, undefined);
    await restore([ada], ALL);
    expect(minutes()).toBe(15);
    await facet.ui.setAutoLock(me, 5, undefined);
    await restore([bob], ALL);
    expect(minutes()).toBe(5);
  });

  it('is true of the browser: no page of a hidden site gets Facet any more', async () => {
    expect(facet.rooms.appearance.appears(SPAM)).toBe(true);
    await restore([], ALL);
    expect(facet.rooms.appearance.appears(SPAM)).toBe(false);
  });
});

describe('earlier copies in a backup', () => {
  const copiesOf = async (pubkey: string) =>
    (await facet.rooms.sessions.loadCopies(pubkey)).map(({ created_at }) => created_at);

  it('come back with their account, and are there after a restart', async () => {
    await restore([ada], ALL);
    facet = await restartUi();
    expect(await copiesOf(ada)).toEqual([200, 100]);
  });

  it('join the ones that are here', async () => {
    await facet.rooms.sessions.add([newAccountOf('ada')]);
    keepAdas(facet.rooms, [signAs('ada', { kind: 3, created_at: 300 })]);
    const { report } = await restore([], ALL);
    expect(await copiesOf(ada)).toEqual([300, 200, 100]);
    expect(report.copies).toBe(2);
  });

  it('stay in the file when they were not asked for, and of accounts that are not here', async () => {
    await restore([ada], { ...ALL, copies: false });
    expect(await copiesOf(ada)).toEqual([]);
    facet = await startUi();
    await facet.ui.createVault(me, PASSWORD);
    expect((await restore([bob], ALL)).report.copies).toBe(0);
  });

  it('are taken only as their author signed them', async () => {
    const other = await startUi();
    await other.ui.createVault(me, PASSWORD);
    await other.rooms.sessions.add([{ kind: 'watch-only', pubkey: ada }]);
    const forged = { ...signAs('ada', { kind: 3, created_at: 400 }), content: 'forged' };
    keepAdas(other.rooms, [forged, ...ADAS]);
    const file = await other.ui.createBackup(me, PASSWORD, FILE_PASSWORD);
    facet = await startUi();
    await facet.ui.createVault(me, PASSWORD);
    await facet.ui.restoreBackup(me, file.text, FILE_PASSWORD, [ada], ALL);
    expect(await copiesOf(ada)).toEqual([200, 100]);
  });
});
