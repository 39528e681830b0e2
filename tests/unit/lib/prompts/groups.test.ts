import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createPrompts, type Asker, type Question } from '#lib/prompts/prompts';
import { FacetError } from '#lib/rpc/errors';
import type { PromptAnswer } from '#lib/rpc/prompt';
import { pubkeyOf } from '../../support/keys';

const SITE = 'https://a.example';
const OTHER = 'https://b.example';
const asker = (call: string, more: Partial<Asker> = {}): Asker => ({
  call,
  origin: SITE,
  tabId: 1,
  askedAt: 5,
  ...more,
});
const event = (kind: number): Question => ({
  type: 'sign',
  pubkey: pubkeyOf('ada'),
  event: { kind, tags: [], content: '', created_at: 1 },
});
const cipher: Question = {
  type: 'cipher',
  method: 'nip44.decrypt',
  pubkey: pubkeyOf('ada'),
  peer: pubkeyOf('bob'),
  length: 3,
};
const yes: PromptAnswer = { answer: 'allow', remember: 'once', as: 'account', pin: false };
const no: PromptAnswer = { answer: 'reject' };

let prompts = createPrompts(() => undefined);
beforeEach(() => {
  fakeBrowser.reset();
  prompts = createPrompts(() => undefined);
});

/** Asks, and resolves to the answer or the code of the error. */
const ask = (call: string, question: Question = event(1), more: Partial<Asker> = {}) =>
  prompts.ask(asker(call, more), question).then(
    ({ answer }) => answer,
    (error: unknown) => (error as FacetError).code,
  );
const given = (answer: PromptAnswer) => prompts.views.map(({ id, digest }) => ({ id, digest, answer }));
const ids = () => prompts.views.map(({ id }) => id);
const groups = () => prompts.views.map(({ group }) => group);

describe('a group', () => {
  it('is all that one origin asks of one account in one kind of window, whatever it means', () => {
    void ask('1');
    void ask('2', event(27_235));
    void ask('3', cipher);
    void ask('4', event(10_000));
    expect(new Set(groups())).toHaveLength(1);
    void ask('5', event(1), { origin: OTHER });
    void ask('6', event(1), { isPrivate: true });
    void ask('7', { ...event(1), pubkey: pubkeyOf('bob') } as Question);
    expect(new Set(groups())).toHaveLength(4);
    expect(groups().every((name) => /^[0-9a-f]{32}$/.test(name ?? ''))).toBe(true);
  });

  it.each([
    ['who the person is', { type: 'connect', suggested: pubkeyOf('ada'), knows: [] }],
    ['which account acts', { ...event(1), told: pubkeyOf('bob') }],
    ['what links two accounts', { ...event(1), links: [{ pubkey: pubkeyOf('bob'), by: 'mention' }] }],
    ...[0, 3, 5, 62].map((kind) => [`kind ${kind}`, event(kind)] as const),
  ] as [string, Question][])('never holds %s', (_name, question) => {
    void ask('1', question);
    void ask('2', { ...question });
    expect(groups()).toEqual([undefined, undefined].slice(0, prompts.views.length));
  });

  it('holds a hundred requests, and counts as one of the five of its origin', async () => {
    for (let call = 0; call < 100; call += 1) void ask(`${call}`);
    expect(await ask('more')).toBe('busy');
    for (let call = 0; call < 4; call += 1) void ask(`alone ${call}`, event(5));
    expect(prompts.views).toHaveLength(104);
    expect(await ask('one too many', event(5))).toBe('busy');
  });
});

describe('answers to many', () => {
  it('reach each its own request', async () => {
    const asked = [ask('1'), ask('2'), ask('3')];
    const answers = given(yes);
    await prompts.answerAll(answers.map((each, at) => (at === 1 ? { ...each, answer: no } : each)));
    expect(await Promise.all(asked)).toEqual(['allow', 'reject', 'allow']);
  });

  it.each([
    ['another digest', (all: ReturnType<typeof given>) => all.map((each) => ({ ...each, digest: '0' }))],
    [
      'an answer that does not fit',
      (all: ReturnType<typeof given>) => [
        ...all.slice(1),
        {
          ...all[0]!,
          answer: { answer: 'connect', pubkey: pubkeyOf('ada'), allow: 'identity', scope: 'site' } as const,
        },
      ],
    ],
    ['one of them twice', (all: ReturnType<typeof given>) => [...all, all[0]!]],
  ])('are all without effect with %s', async (_name, spoil) => {
    void ask('1');
    void ask('2');
    await expect(prompts.answerAll(spoil(given(yes)))).rejects.toMatchObject({ code: 'invalid' });
    expect(prompts.views).toHaveLength(2);
  });

  it('are all without effect while they are not confirmed, or when one has gone meanwhile', async () => {
    const asked = ask('1');
    void ask('2');
    const wrong = () => Promise.reject(new FacetError('denied', 'wrong'));
    await expect(prompts.answerAll(given(yes), wrong)).rejects.toMatchObject({ code: 'denied' });
    expect(prompts.views).toHaveLength(2);
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const answered = prompts.answerAll(given(yes), () => {
      prompts.cancel(({ call }) => call === '1');
      return Promise.resolve();
    });
    const refused = expect(answered).rejects.toMatchObject({ code: 'timeout' });
    await vi.advanceTimersByTimeAsync(5_000);
    await refused;
    vi.useRealTimers();
    expect(await asked).toBe('disconnected');
    expect(prompts.views).toHaveLength(1);
  });
});

describe('what is put off', () => {
  it('waits without a window, with what its site asks next, and is shown again when it is wanted', async () => {
    void ask('1');
    expect(prompts.needsWindow).toBe(true);
    await prompts.postpone();
    void ask('2');
    expect([prompts.needsWindow, prompts.views, prompts.pending.map(({ later }) => later)]).toEqual([
      false,
      [],
      [true, true],
    ]);
    void ask('3', event(1), { origin: OTHER });
    expect(prompts.views).toMatchObject([{ origin: OTHER }]);
    await prompts.resume();
    expect(prompts.views).toHaveLength(3);
  });

  it('stays so when the worker dies, and is forgotten with the last request of its site', async () => {
    void ask('1');
    await prompts.postpone();
    prompts = createPrompts(() => undefined);
    await prompts.restore();
    void ask('1');
    expect(prompts.needsWindow).toBe(false);
    prompts.cancel(() => true);
    void ask('2');
    expect(prompts.needsWindow).toBe(true);
  });

  it('is not rejected by closing the window over the others', async () => {
    void ask('1');
    await prompts.postpone();
    const shown = ask('2', event(1), { origin: OTHER });
    prompts.dismiss(new FacetError('denied', 'no'), ids());
    expect(await shown).toBe('denied');
    expect(prompts.pending).toMatchObject([{ origin: SITE, later: true }]);
  });
});

describe('a site that was rejected twice within a minute', () => {
  const flooding = () => prompts.pending.map((each) => each.flooding ?? false);
  const rejectOne = async (more: Partial<Asker> = {}) => {
    const asked = ask('no', event(1), more);
    await prompts.answerAll(given(no));
    await asked;
  };

  it('is told by its noes', async () => {
    for (const call of ['first', 'second']) {
      const asked = ask(call);
      await prompts.answerAll(given(no));
      await asked;
    }
    void ask('next');
    expect(flooding()).toEqual([true]);
  });

  it('is not told by a yes to some', async () => {
    for (const time of ['first', 'second']) {
      void ask(`${time} of some`);
      void ask(`${time} of others`);
      await prompts.answerAll(given(no).map((each, at) => (at ? { ...each, answer: yes } : each)));
    }
    void ask('next');
    expect(flooding()).toEqual([false]);
  });

  it('may be blocked, and no other site, nor after a single no, a yes to some, or a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await rejectOne();
    void ask('some');
    void ask('others');
    await prompts.answerAll(given(no).map((each, at) => (at ? { ...each, answer: yes } : each)));
    void ask('next');
    expect(flooding()).toEqual([false]);
    prompts.dismiss(new FacetError('denied', 'no'), ids()); // closing the window is a no as well
    void ask('again');
    void ask('other', event(1), { origin: OTHER });
    void ask('private', event(1), { isPrivate: true });
    expect(flooding()).toEqual([true, false, false]);
    vi.setSystemTime(Date.now() + 60_000);
    expect(flooding()).toEqual([false, false, false]);
    vi.useRealTimers();
  });
});
