import { IDBFactory } from 'fake-indexeddb';
import * as nip04 from 'nostr-tools/nip04';
import * as nip44 from 'nostr-tools/nip44';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createPageHandlers } from '../../../../entrypoints/background/page-handlers';
import { createRooms, type Rooms } from '../../../../entrypoints/background/rooms';
import { createUiHandlers } from '../../../../entrypoints/background/ui-handlers';
import { allow, connect } from '#lib/permissions/permissions';
import type { PageCaller } from '#lib/requests/caller';
import type { SignPrompt } from '#lib/rpc/prompt';
import { newAccountOf, pubkeyOf, secretOf, signAs } from '../../support/keys';
import { outcome, SITE } from '../../support/pages';
import { PASSWORD } from '../../support/rooms';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));

const ada = pubkeyOf('ada');
const me = { tabId: undefined };
const now = Math.floor(Date.now() / 1_000);
const people = (count: number) => Array.from({ length: count }, (_, i) => ['p', String(i).padStart(64, '0')]);
const list = (kind: number, tags: string[][], created_at = now - 100, content = '') =>
  signAs('ada', { kind, tags, created_at, content });
let rooms: Rooms;
let ui: ReturnType<typeof createUiHandlers>;
let page: ReturnType<typeof createPageHandlers>;
let calls = 0;

beforeEach(async () => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  fakeBrowser.tabs.sendMessage = vi.fn().mockResolvedValue(undefined);
  rooms = await createRooms();
  ui = createUiHandlers(rooms);
  page = createPageHandlers(rooms);
  await ui.createVault(me, PASSWORD);
  await ui.setRelays(me, []);
  await rooms.sessions.add([newAccountOf('ada')]);
  await rooms.store.change((draft) => connect(draft, SITE, ada, Date.now()));
});
afterEach(() => rooms.vault.lock());

const caller = (): PageCaller => ({
  call: `call ${(calls += 1)}`,
  origin: SITE,
  tabId: 1,
  documentId: 'd1',
  askedAt: Date.now(),
});
const sign = (kind: number, tags: string[][], content = '') =>
  Promise.resolve(page.signEvent(caller(), { kind, tags, content }));
/** The draft as it waits for the person; its promise is settled by whatever ends the test. */
async function ask(kind: number, tags: string[][], content = ''): Promise<SignPrompt> {
  sign(kind, tags, content).catch(() => undefined);
  await vi.waitFor(() => expect(rooms.prompts.views).toHaveLength(1));
  return rooms.prompts.views[0] as SignPrompt;
}
const compare = ({ id, digest }: SignPrompt, wait = false, pubkey = ada) =>
  ui.getReplacement(me, id, digest, pubkey, wait);

describe('the private part', () => {
  const secret = () => secretOf('ada');
  const to44 = (tags: string[][] | string) =>
    nip44.encrypt(
      typeof tags === 'string' ? tags : JSON.stringify(tags),
      nip44.getConversationKey(secret(), ada),
    );
  const to04 = (tags: string[][]) => nip04.encrypt(secret(), ada, JSON.stringify(tags));
  const show = ({ id, digest }: SignPrompt, tabId: number | undefined = 9, password?: string) =>
    ui.comparePrivate({ tabId }, id, digest, ada, password);
  beforeEach(() => {
    vi.spyOn(rooms.promptWindow, 'isTab').mockImplementation((tabId) => tabId === 9);
  });
  const hold = (content: string, kind = 10_000) =>
    rooms.sessions.keepCopies(ada, [list(kind, [], now - 100, content)]);
  /** A rule for bookmarks: there is none for mutes. */
  const remember = () =>
    rooms.store.change((draft) =>
      allow(draft, { pubkey: ada, origin: SITE, method: 'signEvent', kind: 10_003 }, 'always', Date.now()),
    );

  it('is decrypted on request, under NIP-44 and NIP-04, and compared entry by entry', async () => {
    hold(to04(people(20)));
    const prompt = await ask(10_000, [], to44([...people(19), ['word', 'x']]));
    expect(await show(prompt)).toEqual({
      diff: {
        added: [{ name: 'word', value: 'x', rest: [] }],
        removed: [{ name: 'p', value: people(20)[19]?.[1], rest: [] }],
        changed: [],
        kept: 19,
      },
    });
  });

  it('that would be gone is shown too', async () => {
    hold(to44(people(5)));
    const prompt = await ask(10_000, people(1));
    expect((await compare(prompt)).dangers).toEqual(['private']);
    expect((await show(prompt)).diff?.removed).toHaveLength(5);
  });

  it.each([
    ['is not this account’s', () => `${to44(people(1)).slice(0, -8)}AAAAAAA=`],
    ['is no list', () => to44('{"p":"x"}')],
    ['is no JSON', () => to44('hello, and a little more than that')],
  ])('that %s is said to be unreadable', async (_what, content) => {
    hold(to44(people(5)));
    expect(await show(await ask(10_000, [], content()))).toEqual({});
  });

  it.each([
    [
      'is somebody else’s',
      () => nip44.encrypt('[]', nip44.getConversationKey(secretOf('bob'), pubkeyOf('bob'))),
    ],
    ['is no list', () => to44('hello, and a little more than that')],
    ['has no form of NIP-44', () => `A${'q'.repeat(175)}`],
    [
      'is under NIP-04, and somebody else’s',
      () => nip04.encrypt(secretOf('bob'), pubkeyOf('bob'), '[["p","x"]]'),
    ],
    ['has no form of NIP-04', () => `${'A'.repeat(30)}?iv=${'A'.repeat(22)}==`],
  ])('that is replaced by what %s counts as lost, and no rule is enough', async (_what, content) => {
    await remember();
    hold(to44(people(1)), 10_003);
    const prompt = await ask(10_003, [], content());
    expect(prompt.loses).toBe(true);
    expect(await compare(prompt)).toMatchObject({ dangers: ['private'], diff: { private: 'removed' } });
    expect(await rooms.replacing.isDangerous(ada, prompt.event)).toBe(true);
  });

  it('that is replaced by one that its owner can read is a change like another', async () => {
    await remember();
    hold(to44(people(5)), 10_003);
    const content = to44(people(6));
    expect((await sign(10_003, [], content)).content).toBe(content);
  });

  it('under NIP-04 is not tried for a rule, but it is before the person is alarmed', async () => {
    await remember();
    hold(to04(people(5)), 10_003);
    const prompt = await ask(10_003, [], to04(people(6)));
    expect(prompt.loses).toBe(true);
    expect(await compare(prompt)).toMatchObject({ dangers: [], diff: { private: 'changed' } });
  });

  it('is not decrypted for a warning where the account asks the password', async () => {
    hold(to44(people(5)));
    await ui.setStepUp(me, ada, true, undefined);
    const prompt = await ask(10_000, [], to44('hello, and a little more than that'));
    expect(await compare(prompt)).toMatchObject({ dangers: [], diff: { private: 'changed' } });
  });

  it('is shown in the window that Facet opened, and nowhere else', async () => {
    hold(to44(people(5)));
    const prompt = await ask(10_000, [], to44(people(4)));
    for (const tabId of [undefined, 8]) {
      const shown = ui.comparePrivate({ tabId }, prompt.id, prompt.digest, ada, undefined);
      expect(await outcome(shown)).toBe('unsupported');
    }
  });

  it('asks the password where the account always does', async () => {
    hold(to44(people(5)));
    await ui.setStepUp(me, ada, true, undefined);
    const prompt = await ask(10_000, [], to44(people(4)));
    expect(await outcome(show(prompt))).toBe('denied');
    expect((await show(prompt, 9, PASSWORD)).diff?.removed).toHaveLength(1);
  });
});
