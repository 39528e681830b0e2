import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createPrompts, type Asker, type Question } from '#lib/prompts/prompts';
import { FacetError } from '#lib/rpc/errors';
import { pubkeyOf } from '../../support/keys';

const asker = (call: string): Asker => ({ call, origin: 'https://a.example', tabId: 1, askedAt: 5 });
const question = (content: string): Question => ({
  type: 'sign',
  pubkey: pubkeyOf('ada'),
  event: { kind: 1, tags: [], content, created_at: 1 },
});

beforeEach(() => fakeBrowser.reset());

it('many requests that end with their window end at once, so that nothing opens it again', async () => {
  const waiting: number[] = [];
  const prompts = createPrompts(() => waiting.push(prompts.pending.length));
  const asked = ['1', '2', '3'].map((call) => prompts.ask(asker(call), question(call)));
  await vi.waitFor(() => expect(prompts.views).toHaveLength(3));
  waiting.length = 0;
  prompts.rejectAll(new FacetError('denied', 'User rejected'));
  expect(waiting).toEqual([0]);
  const results = await Promise.allSettled(asked);
  expect(results.every(({ status }) => status === 'rejected')).toBe(true);
});

it('an answer that was forgotten is not given to a call that is asked again', async () => {
  const prompts = createPrompts(() => undefined);
  const first = prompts.ask(asker('1'), question('hello'));
  await vi.waitFor(() => expect(prompts.views).toHaveLength(1));
  const [view] = prompts.views;
  await prompts.answer(view?.id ?? '', view?.digest ?? '', {
    answer: 'allow',
    remember: 'hour',
    as: 'account',
    pin: false,
  });
  await first;
  await prompts.forgetAnswers();
  void prompts.ask(asker('1'), question('hello')).catch(() => undefined);
  await vi.waitFor(() => expect(prompts.views).toHaveLength(1));
});
