import { IDBFactory } from 'fake-indexeddb';
import { npubEncode, nsecEncode } from 'nostr-tools/nip19';
import { encrypt } from 'nostr-tools/nip49';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createRooms, type Rooms } from '../../../../entrypoints/background/rooms';
import { createUiHandlers } from '../../../../entrypoints/background/ui-handlers';
import vectors from '../../../vectors/nip06.json';
import { gootiOf } from '../../support/exports';
import { newAccountOf, pubkeyOf, secretOf, signAs } from '../../support/keys';
import { outcome } from '../../support/pages';
import { PASSWORD } from '../../support/rooms';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));
vi.mock('#lib/relays/feed', () => ({
  createFeed: () => ({ follow: () => undefined, stop: () => undefined, relays: [] }),
}));

const me = { tabId: undefined };
const nsec = (label: string) => nsecEncode(secretOf(label));
const npub = (label: string) => npubEncode(pubkeyOf(label));
const labels = (count: number) => Array.from({ length: count }, (_, index) => `person ${index}`);
const listOf = (...names: string[]) => names.map((name) => `${name} ${nsec(name)}`).join('\n');
const lines = (count: number) => Array.from({ length: count }, (_, index) => index);
const pubkeys = () => rooms.store.state.accounts.map(({ pubkey }) => pubkey);
const [phrase] = vectors.phrases as [(typeof vectors.phrases)[number]];

let rooms: Rooms;
let ui: ReturnType<typeof createUiHandlers>;
beforeEach(async () => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  rooms = await createRooms();
  ui = createUiHandlers(rooms);
  await ui.createVault(me, PASSWORD);
});

const canSign = async (label: string) => {
  const { id: _, sig: __, ...draft } = signAs(label);
  const { signer } = rooms.sessions.expect(pubkeyOf(label));
  return (await signer.signEvent(draft)).pubkey === pubkeyOf(label);
};

describe('an encrypted key', () => {
  const sealed = encrypt(secretOf('ada'), 'its password', 4);

  it('comes in with its password, and counts as backed up', async () => {
    const { accounts } = await ui.addNcryptsec(me, sealed, 'its password', 'Ada', undefined);
    expect(accounts).toMatchObject([{ pubkey: pubkeyOf('ada'), name: 'Ada', backedUp: true }]);
    expect(await canSign('ada')).toBe(true);
  });

  it('stays out with another', async () => {
    expect(await outcome(ui.addNcryptsec(me, sealed, 'another', undefined, undefined))).toBe('denied');
    expect(pubkeys()).toEqual([]);
  });
});

describe('seed words', () => {
  it('are shown as accounts, a page at a time, and nothing is stored', async () => {
    const shown = await ui.previewSeedWords(me, phrase.words, undefined, 0, 4);
    const known = phrase.accounts.slice(0, 4).map(({ index, pubkey }) => ({ index, pubkey }));
    expect(shown).toEqual({ accounts: known });
    expect(await ui.previewSeedWords(me, phrase.words, undefined, 9, 2)).toEqual({
      accounts: phrase.accounts.slice(4, 6).map(({ index, pubkey }) => ({ index, pubkey })),
    });
    expect(pubkeys()).toEqual([]);
  });

  it('with a mistake are named by its place', async () => {
    const wrong = phrase.words.replace('ring', 'rnig');
    expect(await ui.previewSeedWords(me, wrong, undefined, 0, 10)).toEqual({ problem: 'word', position: 4 });
  });

  it('give the accounts that were picked, and only those', async () => {
    await ui.addSeedWords(me, phrase.words, undefined, [2, 0, 2], undefined);
    const wanted = [2, 0].map((index) => phrase.accounts[index]?.pubkey);
    expect(pubkeys()).toEqual(wanted);
    expect(JSON.stringify(rooms.store.state)).not.toContain(phrase.words.split(' ')[0]);
  });

  it('give none if one of them is here already', async () => {
    await ui.addSeedWords(me, phrase.words, undefined, [1], undefined);
    expect(await outcome(ui.addSeedWords(me, phrase.words, undefined, [0, 1], undefined))).toBe('invalid');
    expect(pubkeys()).toHaveLength(1);
  });

  it('turn a watched account into one that signs, when asked to', async () => {
    const { pubkey = '' } = phrase.accounts[0] ?? {};
    await ui.addWatchOnly(me, pubkey, undefined);
    expect(await outcome(ui.addSeedWords(me, phrase.words, undefined, [0], false))).toBe('invalid');
    const { accounts } = await ui.addSeedWords(me, phrase.words, undefined, [0], true);
    expect(accounts).toMatchObject([{ pubkey, kind: 'secret-key' }]);
  });
});

describe('an import', () => {
  it('is shown first: who is new, here, could do more, or comes twice', async () => {
    await rooms.sessions.add([newAccountOf('ada')]);
    await ui.addWatchOnly(me, pubkeyOf('bob'), undefined);
    const text = [nsec('ada'), nsec('bob'), nsec('eve'), npub('eve'), npub('zoe')].join('\n');
    const { rows } = await ui.previewImport(me, text);
    expect(rows.map(({ status }) => status)).toEqual(['here', 'upgrade', 'new', 'twin', 'new']);
    expect(JSON.stringify(rows)).not.toContain('nsec1');
    expect(pubkeys()).toHaveLength(2);
  });

  it('adds all lines that were picked, with their names and colours of their own', async () => {
    const names = labels(9);
    const { added, here, snapshot } = await ui.importAccounts(
      me,
      listOf(...names),
      lines(9),
      undefined,
      undefined,
    );
    expect(added).toEqual(names.map(pubkeyOf));
    expect(here).toBe(0);
    expect(snapshot.accounts.map(({ name }) => name)).toEqual(names);
    expect(new Set(snapshot.accounts.map(({ accent }) => accent)).size).toBe(9);
    expect(await canSign('person 8')).toBe(true);
  });

  it('leaves out what is here, and takes what can do more only when asked', async () => {
    await rooms.sessions.add([newAccountOf('ada')]);
    await ui.addWatchOnly(me, pubkeyOf('bob'), undefined);
    const text = listOf('ada', 'bob', 'eve');
    const first = await ui.importAccounts(me, text, [0, 1, 2], undefined, undefined);
    expect(first).toMatchObject({ added: [pubkeyOf('eve')], upgraded: [], here: 2 });
    const second = await ui.importAccounts(me, text, [0, 1, 2], undefined, true);
    expect(second).toMatchObject({ added: [], upgraded: [pubkeyOf('bob')], here: 2 });
    expect(await canSign('bob')).toBe(true);
  });

  it('opens what is sealed with its password, or adds nothing at all and says which lines stayed shut', async () => {
    const text = gootiOf(['ada', 'bob'], 'a password');
    const wrong = await ui.importAccounts(me, text, [0, 1], 'another', undefined);
    expect(wrong).toMatchObject({ added: [], failed: [0, 1] });
    const mixed = [nsec('eve'), encrypt(secretOf('zoe'), 'other', 4), encrypt(secretOf('ada'), 'this', 4)];
    const half = await ui.importAccounts(me, mixed.join('\n'), [0, 1, 2], 'this', undefined);
    expect(half).toMatchObject({ added: [], failed: [1] });
    expect(pubkeys()).toEqual([]);
    const right = await ui.importAccounts(me, text, [0, 1], 'a password', undefined);
    expect(right.snapshot.accounts.map(({ name }) => name)).toEqual(['ada', 'bob']);
  });

  it('of 200 tells how far it is', async () => {
    const names = labels(200);
    const seen: number[] = [];
    rooms.publisher.add({ postMessage: ({ importing }) => importing && seen.push(importing.done) });
    await ui.importAccounts(me, listOf(...names), lines(200), undefined, undefined);
    expect(pubkeys()).toHaveLength(200);
    expect(seen.length).toBeGreaterThan(20);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(rooms.publisher.snapshot().importing).toBeUndefined();
  }, 30_000);

  it.each([
    ['is cancelled', () => ui.cancelImport(me)],
    ['is overtaken by the lock', () => ui.lock(me)],
  ])('that %s adds nothing', async (_, interrupt) => {
    let stopped: Promise<unknown> | undefined;
    rooms.publisher.add({
      postMessage: ({ importing }) => {
        if (importing && importing.done > 3) stopped ??= Promise.resolve(interrupt());
      },
    });
    const text = listOf(...labels(50));
    expect(await outcome(ui.importAccounts(me, text, lines(50), undefined, undefined))).toMatch(
      /denied|locked/,
    );
    await stopped;
    if (rooms.vault.status === 'locked') await ui.unlock(me, PASSWORD);
    expect(pubkeys()).toEqual([]);
    await ui.importAccounts(me, text, lines(2), undefined, undefined);
    expect(pubkeys()).toHaveLength(2);
  });

  it('is the only one at a time', async () => {
    const first = ui.importAccounts(me, listOf(...labels(5)), lines(5), undefined, undefined);
    const second = ui.importAccounts(me, listOf('ada'), [0], undefined, undefined);
    expect(await outcome(second)).toBe('busy');
    await first;
    expect(pubkeys()).toHaveLength(5);
  });
});

it('nothing can be shown or added while Facet is locked', async () => {
  await ui.lock(me);
  for (const act of [
    () => ui.previewSeedWords(me, phrase.words, undefined, 0, 1),
    () => ui.addSeedWords(me, phrase.words, undefined, [0], undefined),
    () => ui.previewImport(me, listOf('ada')),
    () => ui.importAccounts(me, listOf('ada'), [0], undefined, undefined),
    () => ui.findProfiles(me, [pubkeyOf('ada')]),
    () => ui.findAddress(me, 'ada@lovelace.example'),
  ]) {
    expect(await outcome((async () => act())())).toBe('locked');
  }
});
