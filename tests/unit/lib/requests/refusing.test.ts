/** A no that is kept: what asks the same hears no at once, for as long as the person said, and nothing else does. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '#lib/permissions/permissions';
import { createAnswer } from '#lib/requests/answer';
import type { PageCaller } from '#lib/requests/caller';
import type { PromptAnswer } from '#lib/rpc/prompt';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { ALLOW, openPages, outcome, SITE, type Pages } from '../../support/pages';
import { startOpenWorker, type Worker } from '../../support/rooms';

const [ada, bob, eve] = ['ada', 'bob', 'eve'].map(pubkeyOf) as [string, string, string];
let worker: Worker;
let pages: Pages;
beforeEach(async () => {
  worker = await startOpenWorker();
  await worker.sessions.add([newAccountOf('bob')]);
  await worker.sessions.add([newAccountOf('ada')]);
  pages = openPages(worker);
  await worker.store.change((draft) => connect(draft, SITE, ada, Date.now()));
});

const sign = (kind = 1, caller: PageCaller = pages.caller(), tags: string[][] = []) =>
  Promise.resolve(pages.handlers.signEvent(caller, { kind, tags, content: '' }));
const read = (peer: string) =>
  Promise.resolve(pages.handlers['nip44.decrypt'](pages.caller(), peer, 'A'.repeat(200), undefined));
const no = (remember: 'hour' | 'always'): PromptAnswer => ({ answer: 'reject', remember });
const denying = () => worker.store.state.rules.filter(({ effect }) => effect === 'deny');

describe('a no for an hour', () => {
  it('refuses the same without asking for that long, and asks about everything else', async () => {
    const asked = outcome(sign());
    await pages.answer(no('hour'));
    expect(await asked).toBe('denied');
    const [rule, ...others] = denying();
    expect(others).toEqual([]);
    expect(rule).toMatchObject({ pubkey: ada, origin: SITE, method: 'signEvent', kind: 1 });
    expect((rule?.expiresAt ?? 0) - (rule?.createdAt ?? 0)).toBe(3_600_000);
    expect(await outcome(sign())).toBe('denied');
    expect(pages.prompts.views).toEqual([]);
    const other = sign(7);
    await pages.answer(ALLOW);
    expect((await other).kind).toBe(7);
  });

  it('is of one person alone, where a message is read', async () => {
    const asked = outcome(read(bob));
    await pages.answer(no('hour'));
    expect(await asked).toBe('denied');
    expect(denying()).toMatchObject([{ method: 'nip44.decrypt', peer: bob }]);
    const other = outcome(read(eve));
    expect(await pages.look()).toMatchObject({ peer: eve });
    await pages.answer({ answer: 'reject' });
    expect(await other).toBe('denied');
  });

  it('of one relay leaves the sign in to another one asked', async () => {
    const auth = (relay: string) =>
      outcome(
        sign(22_242, pages.caller(), [
          ['relay', relay],
          ['challenge', 'c'],
        ]),
      );
    const asked = auth('wss://a.example/');
    await pages.answer(no('always'));
    expect([await asked, await auth('wss://a.example/')]).toEqual(['denied', 'denied']);
    void auth('wss://b.example/');
    expect(await pages.look()).toMatchObject({ event: { kind: 22_242 } });
  });

  it('rejects what waits with the same question, by its rule', async () => {
    const callers = [pages.caller(), pages.caller()];
    const same = callers.map((caller) => outcome(sign(1, caller)));
    void sign(7).catch(() => undefined);
    await vi.waitFor(() => expect(pages.prompts.views).toHaveLength(3));
    await pages.answer(no('hour'));
    expect(await Promise.all(same)).toEqual(['denied', 'denied']);
    expect(pages.prompts.views).toMatchObject([{ event: { kind: 7 } }]);
    const [rule] = denying();
    expect(callers.map(({ trace }) => trace?.decided)).toEqual([
      { by: 'click', no: true, made: rule },
      { by: 'rule', rule },
    ]);
  });
});

it.each([0, 3, 5, 30_078])(
  'kind %i may be refused for ever, however short it may be allowed',
  async (kind) => {
    const asked = outcome(sign(kind));
    await pages.answer(no('always'));
    expect(await asked).toBe('denied');
    expect(denying()[0]).not.toHaveProperty('expiresAt');
    expect(await outcome(sign(kind))).toBe('denied');
  },
);

it('a no without a time leaves no rule and no trace of one', async () => {
  const caller = pages.caller();
  const asked = outcome(sign(1, caller));
  await pages.answer({ answer: 'reject' });
  expect(await asked).toBe('denied');
  expect(denying()).toEqual([]);
  expect(caller.trace?.decided).toEqual({ by: 'click', no: true });
});

it('a no of a private window is kept there alone', async () => {
  await pages.choices.change({ isPrivate: true }, (draft) => connect(draft, SITE, ada, Date.now()));
  const asked = outcome(sign(1, pages.caller({ isPrivate: true, tabId: 2 })));
  await pages.answer(no('always'));
  expect(await asked).toBe('denied');
  expect(denying()).toEqual([]);
  expect(await outcome(sign(1, pages.caller({ isPrivate: true, tabId: 2 })))).toBe('denied');
  expect(pages.prompts.views).toEqual([]);
});

it('a no of an account that asks the password for everything needs none, and is kept', async () => {
  await worker.store.change((draft) => {
    for (const account of draft.accounts) account.stepUp = true;
  });
  const answer = createAnswer({ ...worker, prompts: pages.prompts, replacing: pages.replacing });
  const asked = outcome(sign());
  const { id, digest } = await pages.look();
  await answer([{ id, digest, answer: no('always') }]);
  expect(await asked).toBe('denied');
  expect(await outcome(sign())).toBe('denied');
  expect(denying()).toHaveLength(1);
});

it('who the person is cannot be refused for longer in a prompt: that is what a block is for', async () => {
  const asked = outcome(
    Promise.resolve(pages.handlers.getPublicKey(pages.caller({ origin: 'https://b.example' }))),
  );
  const { id, digest } = await pages.look();
  expect(await outcome(pages.prompts.answer(id, digest, no('hour')))).toBe('invalid');
  await pages.answer({ answer: 'reject' });
  expect(await asked).toBe('denied');
});
