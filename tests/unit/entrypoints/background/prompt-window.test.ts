/** The window with the requests, as the worker sees it: who closes it over what. */
import { afterEach, beforeEach, expect, it, vi, type Mock } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { PageCaller } from '#lib/requests/caller';
import { createPageHandlers } from '../../../../entrypoints/background/page-handlers';
import { newAccountOf } from '../../support/keys';
import { outcome, SITE } from '../../support/pages';
import { PASSWORD } from '../../support/rooms';
import { me, restartUi, startUi } from '../../support/ui';

vi.mock('#lib/toolbar/toolbar', () => ({ showWho: vi.fn(), showWaiting: vi.fn() }));
vi.mock('#lib/relays/feed', () => ({
  createFeed: () => ({ follow: () => undefined, stop: () => undefined, relays: [] }),
}));

const OTHER = 'https://b.example';
const FIRST = { tabId: 10 };

let worker: Awaited<ReturnType<typeof startUi>>;
/** The windows that are open; the tab in the first one is the tenth, and so on. */
let open: number[];
const create = vi.fn();

beforeEach(async () => {
  worker = await startUi();
  open = [];
  fakeBrowser.tabs.sendMessage = vi.fn().mockResolvedValue(undefined);
  create.mockReset().mockImplementation(() => {
    const id = create.mock.calls.length;
    open.push(id);
    return Promise.resolve({ id, tabs: [{ id: id * 10 }] });
  });
  fakeBrowser.windows.create = create;
  fakeBrowser.windows.get = vi.fn((id: number) =>
    open.includes(id) ? Promise.resolve({ id }) : Promise.reject(new Error('no such window')),
  ) as never;
  fakeBrowser.windows.remove = vi.fn((id: number) => {
    close(id);
    return Promise.resolve();
  });
  await worker.ui.createVault(me, PASSWORD);
  await worker.rooms.sessions.add([newAccountOf('ada')]);
});

// a window that is still being opened would not be found among those of the next test, and opened once more there
afterEach(() => worker.rooms.promptWindow.close(() => true));

function close(id: number): void {
  open = open.filter((each) => each !== id);
  worker.rooms.promptWindow.onRemoved(id);
}

/** Asks who the person is, for a tab of its own. */
function ask(origin: string, tabId: number) {
  const caller = {
    call: `${origin} ${tabId}`,
    origin,
    tabId,
    documentId: `d${tabId}`,
    askedAt: 1,
  } as PageCaller;
  return outcome(createPageHandlers(worker.rooms).getPublicKey(caller));
}
const waiting = () => worker.rooms.prompts.views.map(({ origin }) => origin);
const idsOf = (origin: string) =>
  worker.rooms.prompts.views.flatMap((view) => (view.origin === origin ? view.id : []));
const opened = (times: number) => vi.waitFor(() => expect(create).toHaveBeenCalledTimes(times));

it('closed because of one site it is no answer to another one, whose request gets a window of its own', async () => {
  const shown = ask(SITE, 1);
  void ask(OTHER, 2);
  await opened(1);
  await worker.ui.notePrompts(FIRST, idsOf(SITE));
  close(1);
  expect(await shown).toBe('denied');
  expect(waiting()).toEqual([OTHER]);
  await opened(2);
});

it('what it has shown is known to the next worker', async () => {
  void ask(SITE, 1);
  void ask(OTHER, 2);
  await opened(1);
  await worker.ui.notePrompts(FIRST, idsOf(SITE));
  worker = await restartUi();
  const shown = ask(SITE, 1);
  void ask(OTHER, 2);
  await vi.waitFor(() => expect(waiting()).toEqual([SITE, OTHER]));
  close(1);
  expect(await shown).toBe('denied');
  expect(waiting()).toEqual([OTHER]);
});

it('an empty one that outlived the worker does not take along what came meanwhile, nor close over it', async () => {
  const first = ask(SITE, 1);
  await opened(1);
  await worker.ui.notePrompts(FIRST, idsOf(SITE));
  const { id, digest } = worker.rooms.prompts.views[0]!;
  await worker.ui.answerPrompt(FIRST, id, digest, { answer: 'reject' }, undefined);
  await first;
  await worker.ui.notePrompts(FIRST, []);
  worker = await restartUi();
  void ask(OTHER, 2);
  await vi.waitFor(() => expect(waiting()).toEqual([OTHER]));
  expect((await worker.ui.closePrompts(FIRST)).pending).toMatchObject([{ origin: OTHER }]);
  expect(open).toEqual([1]);
  close(1);
  expect(waiting()).toEqual([OTHER]);
  await opened(2);
});

it('closes at the wish of its page when nothing waits, and of no other page', async () => {
  void ask(SITE, 1);
  await opened(1);
  worker.rooms.calls.cancel(() => true);
  worker.rooms.prompts.cancel(() => true);
  expect(await outcome(worker.ui.closePrompts({ tabId: 11 }))).toBe('unsupported');
  expect(open).toEqual([1]);
  await worker.ui.closePrompts(FIRST);
  expect(open).toEqual([]);
});

it('what another page says it has shown counts for nothing', async () => {
  void ask(SITE, 1);
  await opened(1);
  await worker.ui.notePrompts({ tabId: 11 }, idsOf(SITE));
  close(1);
  expect(waiting()).toEqual([SITE]);
});

it('closed twice before it has shown anything it is a no, or windows would open for ever', async () => {
  const asked = ask(SITE, 1);
  await opened(1);
  close(1);
  await opened(2);
  close(2);
  expect(await asked).toBe('denied');
  expect(waiting()).toEqual([]);
});

it('one that a worker opened and did not live to record goes as soon as it shows itself beside another', async () => {
  const remove = vi.fn().mockResolvedValue(undefined);
  fakeBrowser.tabs.remove = remove;
  const set = vi.spyOn(fakeBrowser.storage.session, 'set') as Mock;
  set.mockReturnValue(new Promise(() => undefined));
  void ask(SITE, 1);
  await opened(1);
  set.mockRestore();
  worker = await restartUi();
  void ask(SITE, 1);
  await opened(2);
  await worker.ui.notePrompts({ tabId: 20 }, idsOf(SITE));
  expect(remove).not.toHaveBeenCalled();
  await worker.ui.notePrompts(FIRST, idsOf(SITE));
  expect(remove).toHaveBeenCalledExactlyOnceWith(10);
  await worker.ui.notePrompts(me, []);
  expect(remove).toHaveBeenCalledOnce();
  close(1);
  expect(waiting()).toEqual([SITE]);
});

it('closed over the password it is a no to all who wait for it', async () => {
  await worker.rooms.vault.lock();
  const asked = [ask(SITE, 1), ask(OTHER, 2)];
  await opened(1);
  close(1);
  expect(await Promise.all(asked)).toEqual(['denied', 'denied']);
});
