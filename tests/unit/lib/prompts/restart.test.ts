import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createPrompts, type Asker, type Question } from '#lib/prompts/prompts';
import type { PromptAnswer } from '#lib/rpc/prompt';
import { answersItem, postponedItem } from '#lib/storage/session';
import { pubkeyOf } from '../../support/keys';

const asker = (call: string): Asker => ({ call, origin: 'https://a.example', tabId: 1, askedAt: 5 });
const question = (content = 'hello'): Question => ({
  type: 'sign',
  pubkey: pubkeyOf('ada'),
  event: { kind: 1, tags: [], content, created_at: 1 },
});
const connect: Question = { type: 'connect', suggested: pubkeyOf('ada'), knows: [] };
const yes: PromptAnswer = { answer: 'allow', remember: 'once', as: 'account', pin: false };

const onChange = () => undefined;
let prompts = createPrompts(onChange);
beforeEach(() => {
  fakeBrowser.reset();
  prompts = createPrompts(onChange);
});
afterEach(() => vi.useRealTimers());

/** The worker dies, and the next one begins with what it left. */
async function restart(): Promise<void> {
  prompts = createPrompts(onChange);
  await prompts.restore();
}

const shown = () => {
  const [view] = prompts.views;
  if (!view) throw new Error('nothing is shown');
  return view;
};

describe('the death of the worker', () => {
  const frozen = async () => {
    void prompts.ask(asker('1'), question()).catch(() => undefined);
    await vi.waitFor(() => expect(prompts.views).toHaveLength(1));
    return shown();
  };

  it('does not change the prompt of a call that is asked again', async () => {
    const before = await frozen();
    await restart();
    expect(await frozen()).toEqual(before);
  });

  it('lets an answer wait for the request that is about to be repeated', async () => {
    const { id, digest } = await frozen();
    await restart();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }); // it waits for nothing else
    const answered = prompts.answer(id, digest, yes);
    expect(await prompts.ask(asker('1'), question())).toEqual(yes);
    await answered;
    vi.useRealTimers();
  });

  it('loses no answer that was given right before: it is used once asked again', async () => {
    const { id, digest } = await frozen();
    await prompts.answer(id, digest, yes);
    await restart();
    expect(await prompts.ask(asker('1'), question())).toEqual(yes);
    expect(prompts.pending).toEqual([]);
  });

  it('does not lend that answer to another call, or to a call that asks for something else', async () => {
    const { id, digest } = await frozen();
    await prompts.answer(id, digest, yes);
    await restart();
    void prompts.ask(asker('2'), question()).catch(() => undefined);
    void prompts.ask(asker('1'), question('send all my money')).catch(() => undefined);
    await vi.waitFor(() => expect(prompts.views).toHaveLength(2));
  });

  it('gives the answer of a shared prompt to the calls that shared it, and to no later one', async () => {
    const tab = { shared: 'tab' };
    void prompts.ask(asker('1'), connect, tab).catch(() => undefined);
    void prompts.ask(asker('2'), connect, tab).catch(() => undefined);
    await vi.waitFor(() => expect(prompts.views).toHaveLength(1));
    await new Promise(setImmediate);
    await prompts.answer(shown().id, shown().digest, { answer: 'reject' });
    await restart();
    for (const call of ['1', '2']) {
      expect(await prompts.ask(asker(call), connect, tab)).toEqual({ answer: 'reject' });
    }
    void prompts.ask(asker('3'), connect, tab).catch(() => undefined);
    await vi.waitFor(() => expect(prompts.views).toHaveLength(1));
  });

  it('loses none of several answers that are given at once', async () => {
    for (const call of ['1', '2', '3']) void prompts.ask(asker(call), question(call)).catch(() => undefined);
    const { views } = prompts;
    expect(views).toHaveLength(3); // at once: nothing is awaited between the question and its prompt
    await Promise.all(views.map(({ id, digest }) => prompts.answer(id, digest, yes)));
    await restart();
    for (const call of ['1', '2', '3']) expect(await prompts.ask(asker(call), question(call))).toEqual(yes);
  });

  it('keeps that answer for a minute', async () => {
    const { id, digest } = await frozen();
    await prompts.answer(id, digest, yes);
    vi.useFakeTimers({ now: Date.now() + 60_001, toFake: ['Date'] });
    await restart();
    await frozen();
  });

  it('keeps nothing of an answer of more than a minute ago when the next one is given', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const old = await frozen();
    await prompts.answer(old.id, old.digest, yes);
    vi.setSystemTime(Date.now() + 60_001);
    void prompts.ask(asker('2'), question('later')).catch(() => undefined);
    const { id, digest } = shown();
    await prompts.answer(id, digest, yes);
    expect(Object.values((await answersItem.get()) ?? {}).map((each) => each.digest)).toEqual([digest]);
  });

  it('does not put off again who was put off, but has stopped asking before', async () => {
    await frozen();
    await prompts.postpone();
    expect(prompts.needsWindow).toBe(false);
    prompts.cancel(() => true);
    await vi.waitFor(async () => expect(await postponedItem.get()).toBeUndefined());
    await restart();
    await frozen();
    expect(prompts.needsWindow).toBe(true);
  });

  it('makes an answer late when the page does not ask again', async () => {
    vi.useFakeTimers();
    const late = expect(prompts.answer('gone', 'digest', yes)).rejects.toMatchObject({ code: 'timeout' });
    await vi.advanceTimersByTimeAsync(5_000);
    await late;
  });
});
