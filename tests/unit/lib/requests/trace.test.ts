/** What a call leaves behind for the activity log: who acted, what it was about, and what decided. */
import { beforeEach, describe, expect, it } from 'vitest';
import { toLines } from '#lib/activity/lines';
import { allow, connect } from '#lib/permissions/permissions';
import type { PageCaller } from '#lib/requests/caller';
import { FacetError } from '#lib/rpc/errors';
import { newAccountOf, pubkeyOf } from '../../support/keys';
import { ALLOW, openPages, outcome, SITE, type Pages } from '../../support/pages';
import { startOpenWorker, type Worker } from '../../support/rooms';

const [ada, bob] = [pubkeyOf('ada'), pubkeyOf('bob')];
const note = { kind: 1, tags: [], content: 'hello' };
let worker: Worker;
let pages: Pages;

beforeEach(async () => {
  worker = await startOpenWorker();
  pages = openPages(worker);
  await worker.sessions.add([newAccountOf('bob'), newAccountOf('ada')]);
  await worker.sessions.switch(ada);
});

const know = (pubkey = ada) => worker.store.change((draft) => connect(draft, SITE, pubkey, 1));
const sign = async (caller: PageCaller, draft: object = note) =>
  outcome(pages.handlers.signEvent(caller, draft as typeof note));
const idOf = (kind: number) => worker.store.state.rules.find((rule) => rule.kind === kind)?.id;

describe('what decided', () => {
  it('is the rule, as it was', async () => {
    await know();
    const question = { origin: SITE, pubkey: ada, method: 'signEvent', kind: 1 } as const;
    await worker.store.change((draft) => allow(draft, question, 'always', 1));
    const caller = pages.caller();
    await sign(caller);
    const [rule] = worker.store.state.rules.filter(({ kind }) => kind === 1);
    expect(caller.trace).toEqual({ pubkey: ada, kind: 1, decided: { by: 'rule', rule } });
    await worker.store.change((draft) => {
      draft.rules = [];
    });
    expect(caller.trace?.decided).toEqual({ by: 'rule', rule });
  });

  it('is the rule that denies', async () => {
    await know();
    await worker.store.change((draft) => {
      const rule = { id: 'never', pubkey: ada, origin: SITE, method: 'signEvent', kind: 1 } as const;
      draft.rules.push({ ...rule, effect: 'deny', createdAt: 1 });
    });
    const caller = pages.caller();
    expect(await sign(caller)).toBe('denied');
    expect(caller.trace?.decided).toMatchObject({ by: 'rule', rule: { id: 'never', effect: 'deny' } });
  });

  it('is the click, yes or no, and closing the window', async () => {
    await know();
    const callers = [pages.caller(), pages.caller(), pages.caller()] as const;
    const yes = sign(callers[0]);
    await pages.answer(ALLOW);
    expect(await yes).toMatchObject({ pubkey: ada });
    const no = sign(callers[1]);
    await pages.answer({ answer: 'reject' });
    expect(await no).toBe('denied');
    const closed = sign(callers[2]);
    await pages.look();
    pages.prompts.rejectAll(new FacetError('denied', 'User rejected'));
    expect(await closed).toBe('denied');
    const [first, ...others] = callers.map(({ trace }) => trace);
    expect(first).toEqual({ pubkey: ada, kind: 1, decided: { by: 'click' } });
    for (const trace of others)
      expect(trace).toEqual({ pubkey: ada, kind: 1, decided: { by: 'click', no: true } });
  });

  it('is nobody where the page went away, or Facet was locked, before an answer', async () => {
    await know();
    const caller = pages.caller();
    const gone = sign(caller);
    await pages.look();
    pages.prompts.cancel(() => true);
    expect(await gone).toBe('disconnected');
    expect(caller.trace).toMatchObject({ pubkey: ada, decided: { by: 'nobody' } });
  });

  it('is the rule for requests that waited when it was made', async () => {
    await know();
    const [first, second] = [pages.caller(), pages.caller()];
    const both = [sign(first), sign(second, { ...note, content: 'second' })];
    await pages.answer({ ...ALLOW, remember: 'hour' });
    await Promise.all(both);
    expect(first.trace?.decided).toEqual({ by: 'click' });
    expect(second.trace?.decided).toMatchObject({ by: 'rule', rule: { id: idOf(1) } });
  });

  it('is the choice between two accounts, and who acts is the one that was chosen', async () => {
    await know(bob);
    await know(ada);
    await pages.handlers.getPublicKey(pages.caller());
    await worker.sessions.switch(bob);
    const caller = pages.caller();
    const signed = sign(caller);
    await pages.answer({ ...ALLOW, as: 'told' });
    expect(await signed).toMatchObject({ pubkey: ada });
    expect(caller.trace).toEqual({ pubkey: ada, kind: 1, decided: { by: 'choice' } });
  });
});

describe('what it was about', () => {
  it('is kind, relay and address of what would be signed, whatever comes of it', async () => {
    await know();
    const auth = pages.caller();
    const tags = [
      ['relay', 'wss://relay.example'],
      ['challenge', 'x'],
    ];
    const signed = sign(auth, { ...note, kind: 22_242, tags });
    await pages.answer({ answer: 'reject' });
    await signed;
    expect(auth.trace).toMatchObject({ kind: 22_242, relay: 'wss://relay.example/' });
    const http = pages.caller();
    expect(await sign(http, { ...note, kind: 27_235, tags: [['u', 'https://files.example/x']] })).toBe(
      'invalid',
    );
    expect(http.trace).toEqual({ kind: 27_235, url: 'https://files.example/x' });
  });

  it('is the other party of an encryption, never a text', async () => {
    await know();
    const caller = pages.caller();
    const encrypted = outcome(pages.handlers['nip44.encrypt'](caller, bob, 'secret words', undefined));
    await pages.answer(ALLOW);
    await encrypted;
    expect(caller.trace).toEqual({ pubkey: ada, peer: bob, decided: { by: 'click' } });
  });

  it('is whom the page may know now, for the call that asked', async () => {
    const caller = pages.caller();
    const asked = pages.handlers.getPublicKey(caller);
    await pages.answer({ answer: 'connect', pubkey: bob, allow: 'identity', scope: 'site' });
    expect(await asked).toBe(bob);
    const lines = toLines(caller, 'getPublicKey', { result: bob }, 1);
    expect(lines).toMatchObject([
      { method: 'connect', pubkey: bob, outcome: 'done', decided: { by: 'click' } },
    ]);
    const again = pages.caller();
    await pages.handlers.getPublicKey(again);
    expect(toLines(again, 'getPublicKey', { result: bob }, 1)).toEqual([]);
  });
});
