import { beforeEach, describe, expect, it, vi } from 'vitest';
import { allow, allowEveryday, connect } from '#lib/permissions/permissions';
import { createAnswer } from '#lib/requests/answer';
import type { PageCaller } from '#lib/requests/caller';
import type { PromptAnswer } from '#lib/rpc/prompt';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { ALLOW, openPages, outcome, SITE, type Pages } from '../../support/pages';
import { PASSWORD, startOpenWorker, type Worker } from '../../support/rooms';

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const WRONG = 'correct horse batterx';
let worker: Worker;
let pages: Pages;
let answer: ReturnType<typeof createAnswer>;
beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('bob')]);
  await worker.sessions.add([newAccountOf('ada')]);
  pages = openPages(worker);
  answer = createAnswer({ ...worker, prompts: pages.prompts, replacing: pages.replacing });
  await worker.store.change((draft) => {
    for (const pubkey of [ada, bob]) {
      connect(draft, SITE, pubkey, Date.now());
      allowEveryday(draft, SITE, pubkey, Date.now());
    }
  });
  await stepUp('ada');
});

const stepUp = (label: string) =>
  worker.store.change((draft) => {
    for (const account of draft.accounts) if (account.pubkey === pubkeyOf(label)) account.stepUp = true;
  });
const note = { kind: 1, tags: [], content: 'hello', created_at: 5 };
const sign = (draft: object = {}, caller: PageCaller = pages.caller()) =>
  Promise.resolve(pages.handlers.signEvent(caller, { ...note, ...draft }));
const give = async (given: PromptAnswer, password?: string) => {
  const view = await pages.look();
  return answer([{ ...view, answer: given }], password);
};

describe('an account that always asks the password', () => {
  it('is asked about though a rule allows it, and signs with the password alone', async () => {
    const asked = sign();
    await expect(give(ALLOW)).rejects.toMatchObject({ code: 'denied' });
    await expect(give(ALLOW, WRONG)).rejects.toMatchObject({ code: 'denied' });
    expect(pages.prompts.views).toHaveLength(1);
    await give(ALLOW, PASSWORD);
    expect((await asked).pubkey).toBe(ada);
  });

  it.each(['nip04.encrypt', 'nip04.decrypt', 'nip44.encrypt', 'nip44.decrypt'] as const)(
    'is asked about for %s though a rule allows it',
    async (method) => {
      await worker.store.change((draft) => {
        for (const account of draft.accounts) delete account.stepUp;
        allow(draft, { origin: SITE, pubkey: ada, method, peer: bob }, 'hour', Date.now());
      });
      await stepUp('ada');
      const asked = outcome(pages.handlers[method](pages.caller(), bob, 'text', undefined));
      await expect(give(ALLOW, WRONG)).rejects.toMatchObject({ code: 'denied' });
      await give({ answer: 'reject' });
      expect(await asked).toBe('denied');
    },
  );

  it('counts wrong passwords, and says when the next try counts', async () => {
    const asked = outcome(sign());
    for (let wrong = 0; wrong < 5; wrong += 1) await outcome(give(ALLOW, WRONG));
    expect(worker.vault.retryAt).toBeGreaterThan(Date.now());
    await expect(give(ALLOW, PASSWORD)).rejects.toMatchObject({ code: 'busy' });
    await give({ answer: 'reject' });
    expect(await asked).toBe('denied');
  });

  it('remembers nothing, whatever the answer says', async () => {
    const before = worker.store.state.rules;
    const asked = sign({ kind: 30_023 });
    await give({ ...ALLOW, remember: 'always' }, PASSWORD);
    await asked;
    expect(worker.store.state.rules).toEqual(before);
  });

  it('is not signed for by the answer to another call, nor by a rule made for another account', async () => {
    const first = sign();
    await give(ALLOW, PASSWORD);
    await first;
    const again = outcome(sign());
    await pages.look();
    await worker.store.change((draft) => {
      const about = { origin: SITE, pubkey: ada, method: 'signEvent', kind: 1 } as const;
      draft.rules.push({ id: 'x', ...about, effect: 'allow', createdAt: 1 });
    });
    await worker.sessions.switch(bob);
    const other = sign({ kind: 30_023 });
    await vi.waitFor(() => expect(pages.prompts.views).toHaveLength(2));
    const view = pages.prompts.views[1];
    await answer([
      { id: view?.id ?? '', digest: view?.digest ?? '', answer: { ...ALLOW, remember: 'hour' } },
    ]);
    expect((await other).pubkey).toBe(bob);
    expect(pages.prompts.views).toHaveLength(1);
    await give({ answer: 'reject' });
    expect(await again).toBe('denied');
  });

  it('is asked for where the page believes in it, though another one has the tab', async () => {
    await pages.handlers.getPublicKey(pages.caller());
    await worker.sessions.switch(bob);
    const asked = sign();
    const view = await pages.look();
    expect(view).toMatchObject({ pubkey: bob, told: ada });
    await expect(give({ ...ALLOW, as: 'told' })).rejects.toMatchObject({ code: 'denied' });
    await give({ ...ALLOW, as: 'told' }, PASSWORD);
    expect((await asked).pubkey).toBe(ada);
    const plain = sign();
    await give(ALLOW);
    expect((await plain).pubkey).toBe(bob);
  });

  it('tells who it is without a password, and a rule still says no for it', async () => {
    expect(await pages.handlers.getPublicKey(pages.caller())).toBe(ada);
    await worker.store.change((draft) => {
      const about = { origin: SITE, pubkey: ada, method: 'signEvent', kind: 1 } as const;
      draft.rules.push({ id: 'no', ...about, effect: 'deny', createdAt: 1 });
    });
    expect(await outcome(sign())).toBe('denied');
    expect(pages.prompts.views).toEqual([]);
  });

  it('gives nothing to a page that went away while the password was looked at', async () => {
    const caller = pages.caller();
    const asked = outcome(sign({}, caller));
    const view = await pages.look();
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    let given: unknown;
    void outcome(answer([{ ...view, answer: ALLOW }], PASSWORD)).then((code) => (given = code));
    pages.prompts.cancel(({ call }) => call === caller.call);
    expect(await asked).toBe('disconnected');
    // the password is looked at in real time, however long that takes; then the time passes in which a page may return
    while (given === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
      await vi.advanceTimersByTimeAsync(5_000);
    }
    vi.useRealTimers();
    expect(given).toBe('timeout');
    const again = outcome(sign({}, caller));
    await give({ answer: 'reject' });
    expect(await again).toBe('denied');
  });
});
