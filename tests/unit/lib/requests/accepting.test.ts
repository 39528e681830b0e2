/** A page's next call can come after the person's answer and before that is saved: it must not ask once more. */
import { beforeEach, expect, it, vi } from 'vitest';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { openPages, outcome, SITE, type Pages } from '../../support/pages';
import { startOpenWorker, type Worker } from '../../support/rooms';

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const CONNECT = { answer: 'connect', pubkey: ada, allow: 'identity', scope: 'site' } as const;
let worker: Worker;
let pages: Pages;
beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('bob')]);
  await worker.sessions.add([newAccountOf('ada')]);
  pages = openPages(worker);
});

const ask = async (change = {}) => pages.handlers.getPublicKey(pages.caller(change));
const turn = () => new Promise(setImmediate);

/** Holds back what is saved from now on; it then goes on, or fails. */
function holdBack() {
  const { change } = worker.store;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  promise.catch(() => undefined);
  worker.store.change = async (...args) => {
    await promise;
    return change(...args);
  };
  return { release: resolve, fail: reject };
}

it('a call that comes meanwhile waits, and gets what was answered', async () => {
  const first = ask();
  await pages.look();
  const saving = holdBack();
  await pages.answer(CONNECT);
  const second = ask();
  await turn();
  expect(pages.prompts.pending).toEqual([]);
  saving.release();
  expect(await Promise.all([first, second])).toEqual([ada, ada]);
  expect(pages.prompts.pending).toEqual([]);
});

it('not even a call in the very moment of the answer opens a second prompt', async () => {
  const first = ask();
  await pages.look();
  holdBack();
  const { views } = pages.prompts;
  const calls = [first];
  const answered = pages.prompts.answer(views[0]?.id ?? '', views[0]?.digest ?? '', CONNECT);
  let most = 0;
  for (let step = 0; step < 50; step += 1) {
    calls.push(ask());
    most = Math.max(most, pages.prompts.views.length);
    await Promise.resolve();
  }
  await answered;
  await turn();
  expect(most).toBe(1);
  expect(pages.prompts.pending).toEqual([]);
  expect(calls).toHaveLength(51);
});

it('pages of other tabs and other sites do not wait for it', async () => {
  void outcome(ask());
  await pages.look();
  holdBack();
  await pages.answer(CONNECT);
  void outcome(ask({ tabId: 2 }));
  void outcome(ask({ origin: 'https://b.example', tabId: 3 }));
  await vi.waitFor(() => expect(pages.prompts.views).toHaveLength(2));
});

it('a call that waited asks for itself when the answer was a no, or could not be saved', async () => {
  const refused = outcome(ask());
  await pages.answer({ answer: 'reject' });
  const next = outcome(ask());
  await pages.look();
  expect(await refused).toBe('denied');

  const saving = holdBack();
  await pages.answer({ ...CONNECT, pubkey: bob });
  const waiting = outcome(ask());
  await turn();
  expect(pages.prompts.pending).toEqual([]);
  saving.fail(new Error('the disk is full'));
  await next;
  expect(await pages.answer({ answer: 'reject' })).toMatchObject({ type: 'connect', origin: SITE });
  expect(await waiting).toBe('denied');
});
