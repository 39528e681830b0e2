import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createPrompts, type Asker, type Question } from '#lib/prompts/prompts';
import { FacetError } from '#lib/rpc/errors';
import type { PromptAnswer } from '#lib/rpc/prompt';
import { pubkeyOf } from '../../support/keys';

const asker = (call: string, origin = 'https://a.example'): Asker => ({ call, origin, tabId: 1, askedAt: 5 });
const question = (content = 'hello'): Question => ({
  type: 'sign',
  pubkey: pubkeyOf('ada'),
  event: { kind: 1, tags: [], content, created_at: 1 },
});
const connect = { type: 'connect', suggested: pubkeyOf('ada'), knows: [] as string[] } as const;
const yes: PromptAnswer = { answer: 'allow', remember: 'once', as: 'account', pin: false };
const no: PromptAnswer = { answer: 'reject' };

const onChange = vi.fn();
let prompts = createPrompts(onChange);
beforeEach(() => {
  fakeBrowser.reset();
  onChange.mockReset();
  prompts = createPrompts(onChange);
});

const shown = () => {
  const [view] = prompts.views;
  if (!view) throw new Error('nothing is shown');
  return view;
};
const settle = () => new Promise(setImmediate);

describe('a request', () => {
  it('is shown as it was asked, with an id and a digest of it', async () => {
    void prompts.ask(asker('1'), question()).catch(() => undefined);
    await vi.waitFor(() => expect(prompts.views).toHaveLength(1));
    expect(shown()).toEqual({
      ...question(),
      id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      origin: 'https://a.example',
      askedAt: 5,
      group: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });
  });

  it('gets the answer that was given to it', async () => {
    const first = prompts.ask(asker('1'), question('one'));
    const second = prompts.ask(asker('2'), question('two'));
    await vi.waitFor(() => expect(prompts.views).toHaveLength(2));
    const two = prompts.views.find((view) => view.type === 'sign' && view.event.content === 'two');
    await prompts.answer(two?.id ?? '', two?.digest ?? '', yes);
    expect(await second).toEqual(yes);
    await prompts.answer(shown().id, shown().digest, no);
    expect(await first).toEqual(no);
    expect(prompts.pending).toEqual([]);
  });

  it('is not answered under another digest', async () => {
    void prompts.ask(asker('1'), question()).catch(() => undefined);
    await vi.waitFor(() => expect(prompts.views).toHaveLength(1));
    await expect(prompts.answer(shown().id, '0'.repeat(64), yes)).rejects.toMatchObject({ code: 'invalid' });
    expect(prompts.views).toHaveLength(1);
  });

  it.each([
    ['connect', connect, yes],
    [
      'sign',
      question(),
      { answer: 'connect', pubkey: pubkeyOf('ada'), allow: 'identity', scope: 'site' } as const,
    ],
  ])('to %s is not answered with what belongs to another', async (_name, what, answer) => {
    const asked = prompts.ask(asker('1'), what);
    asked.catch(() => undefined);
    await vi.waitFor(() => expect(prompts.views).toHaveLength(1));
    await expect(prompts.answer(shown().id, shown().digest, answer)).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(prompts.views).toHaveLength(1);
  });

  it('shares its prompt with the same question under the same name only', async () => {
    const both = [
      prompts.ask(asker('1'), connect, { shared: 'tab' }),
      prompts.ask(asker('2'), connect, { shared: 'tab' }),
      prompts.ask(asker('3'), { ...connect, suggested: pubkeyOf('bob') }, { shared: 'tab' }),
    ];
    both[2]?.catch(() => undefined);
    await vi.waitFor(() => expect(prompts.views).toHaveLength(2));
    await settle();
    await prompts.answer(shown().id, shown().digest, no);
    expect(await Promise.all(both.slice(0, 2))).toEqual([no, no]);
    expect(prompts.views).toHaveLength(1);
  });

  it('has its own prompt although another one looks the same', async () => {
    void prompts.ask(asker('1'), question()).catch(() => undefined);
    void prompts.ask(asker('2'), question()).catch(() => undefined);
    await vi.waitFor(() => expect(prompts.views).toHaveLength(2));
  });
});

/** A deletion is never one of many. */
const alone = (): Question => ({
  type: 'sign',
  pubkey: pubkeyOf('ada'),
  event: { kind: 5, tags: [], content: '', created_at: 1 },
});

describe('limits', () => {
  it('are five requests of one origin that stand alone, and the sixth is told so at once', async () => {
    for (let call = 0; call < 5; call += 1)
      void prompts.ask(asker(`${call}`), alone()).catch(() => undefined);
    await vi.waitFor(() => expect(prompts.views).toHaveLength(5));
    await expect(prompts.ask(asker('6'), alone())).rejects.toMatchObject({ code: 'busy' });
    await expect(prompts.hold(asker('7'))).rejects.toMatchObject({ code: 'busy' });
    void prompts.ask(asker('8', 'https://b.example'), alone()).catch(() => undefined);
    await vi.waitFor(() => expect(prompts.views).toHaveLength(6));
  });

  it('are twenty requests in all', async () => {
    for (let call = 0; call < 20; call += 1) {
      void prompts.ask(asker(`${call}`, `https://${call}.example`), alone()).catch(() => undefined);
    }
    await vi.waitFor(() => expect(prompts.views).toHaveLength(20));
    await expect(prompts.ask(asker('x', 'https://x.example'), alone())).rejects.toMatchObject({
      code: 'busy',
    });
  });

  it('do not count the same call when it is asked again', async () => {
    for (let call = 0; call < 5; call += 1)
      void prompts.ask(asker(`${call}`), alone()).catch(() => undefined);
    await vi.waitFor(() => expect(prompts.views).toHaveLength(5));
    const again = prompts.ask(asker('0'), alone());
    await settle();
    expect(prompts.views).toHaveLength(5);
    await prompts.answer(shown().id, shown().digest, yes);
    expect(await again).toEqual(yes);
  });
});

describe('requests that end otherwise', () => {
  const codeOf = (asked: Promise<unknown>) =>
    asked.then(String, (error: unknown) => (error as FacetError).code);

  it('end with their page, and only those', async () => {
    const gone = prompts.ask(asker('1'), question());
    const stays = prompts.ask(asker('2'), question());
    stays.catch(() => undefined);
    await vi.waitFor(() => expect(prompts.views).toHaveLength(2));
    prompts.cancel(({ call }) => call === '1');
    expect(await codeOf(gone)).toBe('disconnected');
    expect(prompts.views).toHaveLength(1);
  });

  it('leave a shared prompt to those who still wait', async () => {
    const one = prompts.ask(asker('1'), connect, { shared: 'tab' });
    const two = prompts.ask(asker('2'), connect, { shared: 'tab' });
    await vi.waitFor(() => expect(prompts.views).toHaveLength(1));
    await settle();
    prompts.cancel(({ call }) => call === '1');
    expect(await codeOf(one)).toBe('disconnected');
    await prompts.answer(shown().id, shown().digest, no);
    expect(await two).toEqual(no);
  });

  it('end all together when the window is closed or the vault locked', async () => {
    const all = [
      prompts.ask(asker('1'), question()),
      prompts.ask(asker('2'), connect),
      prompts.hold(asker('3')),
    ];
    const codes = Promise.all(all.map(codeOf));
    await vi.waitFor(() => expect(prompts.pending).toHaveLength(3));
    prompts.rejectAll(new FacetError('locked', 'locked'));
    expect(await codes).toEqual(['locked', 'locked', 'locked']);
    expect(prompts.pending).toEqual([]);
  });

  it('end where a new rule knows the answer', async () => {
    const one = prompts.ask(asker('1'), question('one'));
    const two = prompts.ask(asker('2'), question('two'));
    two.catch(() => undefined);
    await vi.waitFor(() => expect(prompts.views).toHaveLength(2));
    prompts.settleAll((view) => (view.type === 'sign' && view.event.content === 'one' ? yes : undefined));
    expect(await one).toEqual(yes);
    expect(prompts.views).toHaveLength(1);
  });

  it('are held without being shown while locked, until they may go on', async () => {
    const held = prompts.hold(asker('1'));
    expect(prompts.views).toEqual([]);
    expect(prompts.pending).toEqual([
      { id: expect.stringMatching(/^[0-9a-f]{32}$/) as string, origin: 'https://a.example' },
    ]);
    prompts.release();
    await held;
    expect(prompts.pending).toEqual([]);
  });
});

describe('requests that were put off', () => {
  it('are there again when the person wants to see them, and that is a change', async () => {
    void prompts.ask(asker('1'), question()).catch(() => undefined);
    await prompts.postpone();
    expect([prompts.needsWindow, prompts.views]).toEqual([false, []]);
    onChange.mockReset();
    await prompts.resume();
    expect(onChange).toHaveBeenCalledOnce();
    expect([prompts.needsWindow, prompts.views.length]).toEqual([true, 1]);
  });
});
