import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createPageHandlers } from '../../../../entrypoints/background/page-handlers';
import { createRooms, type Rooms } from '../../../../entrypoints/background/rooms';
import { createUiHandlers } from '../../../../entrypoints/background/ui-handlers';
import { allow, connect } from '#lib/permissions/permissions';
import type { PageCaller } from '#lib/requests/caller';
import type { SignPrompt } from '#lib/rpc/prompt';
import { startRelay, type Relay } from '../../../../scripts/relay/relay';
import { newAccountOf, pubkeyOf, signAs } from '../../support/keys';
import { outcome, SITE } from '../../support/pages';
import { PASSWORD } from '../../support/rooms';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));

const ada = pubkeyOf('ada');
const me = { tabId: undefined };
const now = Math.floor(Date.now() / 1_000);
const people = (count: number) => Array.from({ length: count }, (_, i) => ['p', String(i).padStart(64, '0')]);
const list = (kind: number, tags: string[][], created_at = now - 100, content = '') =>
  signAs('ada', { kind, tags, created_at, content });
let relay: Relay;
let rooms: Rooms;
let ui: ReturnType<typeof createUiHandlers>;
let page: ReturnType<typeof createPageHandlers>;
let calls = 0;

beforeEach(async () => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  fakeBrowser.tabs.sendMessage = vi.fn().mockResolvedValue(undefined);
  relay = await startRelay();
  rooms = await createRooms();
  ui = createUiHandlers(rooms);
  page = createPageHandlers(rooms);
  await ui.createVault(me, PASSWORD);
  await ui.setRelays(me, [relay.url]);
  await rooms.sessions.add([newAccountOf('ada')]);
  await rooms.store.change((draft) => connect(draft, SITE, ada, Date.now()));
});
afterEach(async () => {
  await rooms.vault.lock();
  await relay.stop();
});

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
const allowOnce = ({ id, digest }: SignPrompt) =>
  rooms.prompts.answer(id, digest, { answer: 'allow', remember: 'once', as: 'account', pin: false });

describe('what a draft would replace', () => {
  it('is compared with the newest list at once', async () => {
    rooms.sessions.apply(list(3, people(500)));
    const view = await compare(await ask(3, people(3)));
    expect(view).toMatchObject({ known: { size: 500 }, dangers: ['most'] });
    expect([view.diff?.removed.length, view.diff?.kept, view.diff?.added.length]).toEqual([497, 3, 0]);
  });

  it('that adds one is no danger', async () => {
    rooms.sessions.apply(list(3, people(500)));
    expect(await compare(await ask(3, people(501)))).toMatchObject({ dangers: [], diff: { kept: 500 } });
  });

  it('is looked for on relays, where Facet does not follow it; nothing known is said as that, not as nothing there', async () => {
    const bookmarks = list(30_003, [['d', 'x'], ...people(20)]);
    await relay.publish(bookmarks);
    const prompt = await ask(30_003, [['d', 'x'], ...people(2)]);
    expect(await compare(prompt)).toEqual({ looking: true, dangers: [] });
    expect(await compare(prompt, true)).toMatchObject({
      looking: false,
      known: { id: bookmarks.id },
      dangers: ['most'],
    });
  });

  it('is unknown where no relay has it, or another list of the same kind', async () => {
    await relay.publish(list(30_003, [['d', 'y'], ...people(20)]));
    const prompt = await ask(30_003, [['d', 'x'], ...people(2)]);
    expect(await compare(prompt, true)).toEqual({ looking: false, dangers: [] });
  });

  it('is not believed where it is forged, of somebody else or from the future', async () => {
    const forged = { ...list(10_003, people(20)), content: 'x' };
    const findNewest = vi.spyOn(rooms.pools.shared, 'use');
    findNewest.mockReturnValue({
      ndk: undefined as never,
      relays: [],
      views: [],
      release: () => undefined,
      subscribe(_filter, onEvent, onAll) {
        const bobs = signAs('bob', { kind: 10_003, tags: people(20), created_at: now });
        for (const each of [forged, bobs, list(10_003, people(20), now + 3_600), list(10_004, people(20))]) {
          onEvent(each, { url: relay.url, frame: JSON.stringify(['EVENT', '', each]) });
        }
        queueMicrotask(() => onAll?.());
        return () => undefined;
      },
    });
    const prompt = await ask(10_003, people(2));
    expect(await compare(prompt, true)).toEqual({ looking: false, dangers: [] });
    findNewest.mockRestore();
  });

  it('is seen to be made from an older copy than the relays have', async () => {
    rooms.sessions.apply(list(3, people(500), now - 200));
    rooms.sessions.apply(list(3, people(503), now - 100));
    const stranger = ['p', 'f'.repeat(64)];
    expect(await compare(await ask(3, [...people(500), stranger]))).toMatchObject({
      dangers: ['undoes'],
      undone: { count: 3, since: now - 200 },
    });
  });

  it('is told for the request that was shown, and the accounts that would act, alone', async () => {
    const prompt = await ask(3, people(3));
    await rooms.sessions.add([newAccountOf('bob')]);
    expect(await outcome(compare({ ...prompt, digest: 'another' }))).toBe('invalid');
    expect(await outcome(compare({ ...prompt, id: 'another' }))).toBe('invalid');
    expect(await outcome(compare(prompt, false, pubkeyOf('bob')))).toBe('invalid');
  });
});

describe('a rule', () => {
  const remember = () =>
    rooms.store.change((draft) =>
      allow(draft, { pubkey: ada, origin: SITE, method: 'signEvent', kind: 10_003 }, 'always', Date.now()),
    );

  it('signs a change, and is not enough for a great loss', async () => {
    await remember();
    rooms.sessions.keepCopies(ada, [list(10_003, people(20))]);
    expect((await sign(10_003, people(21))).tags).toHaveLength(21);
    const prompt = await ask(10_003, people(2));
    expect(prompt.loses).toBe(true);
    await allowOnce(prompt);
  });

  it('that is made while a great loss waits does not answer it', async () => {
    rooms.sessions.keepCopies(ada, [list(10_003, people(20))]);
    const small = sign(10_003, people(21));
    await vi.waitFor(() => expect(rooms.prompts.views).toHaveLength(1));
    const great = outcome(sign(10_003, people(2)));
    await vi.waitFor(() => expect(rooms.prompts.views).toHaveLength(2));
    const [first, second] = rooms.prompts.views as [SignPrompt, SignPrompt];
    await rooms.prompts.answer(first.id, first.digest, {
      answer: 'allow',
      remember: 'always',
      as: 'account',
      pin: false,
    });
    expect((await small).tags).toHaveLength(21);
    expect(rooms.prompts.views).toMatchObject([{ id: second.id }]);
    await rooms.prompts.answer(second.id, second.digest, { answer: 'reject' });
    expect(await great).toBe('denied');
  });

  it('that is made does not answer what has become a great loss since it was asked', async () => {
    const small = sign(10_003, people(21));
    await vi.waitFor(() => expect(rooms.prompts.views).toHaveLength(1));
    const great = outcome(sign(10_003, people(2)));
    await vi.waitFor(() => expect(rooms.prompts.views).toHaveLength(2));
    const [first] = rooms.prompts.views as [SignPrompt];
    rooms.sessions.apply(list(10_003, people(20))); // a relay has told
    const answer = { answer: 'allow', remember: 'always', as: 'account', pin: false } as const;
    await rooms.prompts.answer(first.id, first.digest, answer);
    expect((await small).tags).toHaveLength(21);
    await vi.waitFor(() => expect(rooms.prompts.views).toMatchObject([{ type: 'sign', loses: true }]));
    const [again] = rooms.prompts.views as [SignPrompt];
    await rooms.prompts.answer(again.id, again.digest, { answer: 'reject' });
    expect(await great).toBe('denied');
  });

  it('does not sign a list of which nothing is known until relays were asked', async () => {
    await rooms.store.change((draft) =>
      allow(draft, { pubkey: ada, origin: SITE, method: 'signEvent', kind: 30_003 }, 'always', Date.now()),
    );
    await relay.publish(list(30_003, [['d', 'x'], ...people(20)]));
    const prompt = await ask(30_003, [['d', 'x'], ...people(2)]);
    expect(await compare(prompt, true)).toMatchObject({ dangers: ['most'] });
    expect((await sign(30_003, [['d', 'x'], ...people(21)])).tags).toHaveLength(22);
  });

  it('does not sign a list of which nothing is known as long as no relay has answered', async () => {
    await remember();
    await ui.setRelays(me, ['ws://127.0.0.1:9']);
    const prompt = await ask(10_003, people(2));
    expect(await compare(prompt, true)).toEqual({ looking: false, dangers: [] });
    await rooms.prompts.answer(prompt.id, prompt.digest, { answer: 'reject' });
    expect(await ask(10_003, people(2))).toMatchObject({ type: 'sign', loses: true });
  });

  it('signs a list of which the relays have nothing, once they have said so', async () => {
    await remember();
    const prompt = await ask(10_003, people(2));
    expect(await compare(prompt, true)).toEqual({ looking: false, dangers: [] });
    expect((await sign(10_003, people(3))).tags).toHaveLength(3);
  });
});

it('an answer to a great loss counts only with the copy whose loss was shown', async () => {
  const before = list(3, people(500));
  rooms.sessions.apply(before);
  vi.spyOn(rooms.promptWindow, 'isTab').mockReturnValue(true);
  const asked = sign(3, people(3));
  await vi.waitFor(() => expect(rooms.prompts.views).toHaveLength(1));
  const { id, digest } = rooms.prompts.views[0] as SignPrompt;
  const answer = (replaces?: string) =>
    ui.answerPrompt(
      me,
      id,
      digest,
      { answer: 'allow', remember: 'once', as: 'account', pin: false, ...(replaces ? { replaces } : {}) },
      undefined,
    );
  expect(await outcome(answer())).toBe('invalid');
  const newer = list(3, people(499), now - 50);
  rooms.sessions.apply(newer);
  expect(await outcome(answer(before.id))).toBe('invalid');
  expect(rooms.prompts.views).toHaveLength(1);
  await answer(newer.id);
  expect((await asked).tags).toHaveLength(3);
});

it('what was known before a signature is kept, and so is what was signed', async () => {
  const before = list(3, people(500));
  rooms.sessions.apply(before);
  const asked = sign(3, people(3));
  await vi.waitFor(() => expect(rooms.prompts.views).toHaveLength(1));
  await allowOnce(rooms.prompts.views[0] as SignPrompt);
  const { id } = await asked;
  await vi.waitFor(async () =>
    expect((await rooms.sessions.loadCopies(ada)).map((copy) => copy.id)).toEqual([id, before.id]),
  );
});
