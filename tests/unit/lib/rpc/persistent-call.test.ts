import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { callPersistently } from '#lib/rpc/persistent-call';
import type { PageCall } from '#lib/rpc/transports';

const call: PageCall = { id: 'a', documentId: 'd', method: 'getPublicKey', args: [] } as unknown as PageCall;

beforeEach(() => {
  fakeBrowser.reset();
  vi.useFakeTimers({ now: 1_000 });
});
afterEach(() => vi.useRealTimers());

/** The worker answers as `answers` say, one after another, and then no more. */
function answer(...answers: (() => unknown)[]) {
  return vi.spyOn(browser.runtime, 'sendMessage').mockImplementation(async () => answers.shift()?.());
}

const die = () => {
  throw new Error('the worker died');
};

it('a call is asked again, as the same, until there is an answer', async () => {
  const send = answer(
    die,
    () => undefined,
    () => ({ result: 'pubkey' }),
  );
  const reply = callPersistently(call, () => false);
  await vi.advanceTimersByTimeAsync(100 + 200);
  expect(await reply).toEqual({ result: 'pubkey' });
  expect(send.mock.calls).toEqual([[call], [call], [call]]);
});

it('each wait is twice the one before, and after six quick failures the worker is broken', async () => {
  const send = answer();
  const reply = callPersistently(call, () => false);
  for (const [index, wait] of [100, 200, 400, 800, 1_600].entries()) {
    await vi.advanceTimersByTimeAsync(wait - 1);
    expect(send).toHaveBeenCalledTimes(index + 1);
    await vi.advanceTimersByTimeAsync(1);
    expect(send).toHaveBeenCalledTimes(index + 2);
  }
  expect(await reply).toMatchObject({ error: { code: 'disconnected' } });
  expect(send).toHaveBeenCalledTimes(6);
});

it('a worker that lived for more than a second is not broken', async () => {
  const slow = () => {
    vi.setSystemTime(Date.now() + 1_001);
    vi.advanceTimersByTime(1_001);
  };
  const send = answer(...Array.from({ length: 12 }, () => slow), () => ({ result: 1 }));
  const reply = callPersistently(call, () => false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await reply).toEqual({ result: 1 });
  expect(send).toHaveBeenCalledTimes(13);
});

it('nothing is asked for a page that has gone', async () => {
  const send = answer();
  expect(await callPersistently(call, () => true)).toMatchObject({ error: { code: 'disconnected' } });
  expect(send).not.toHaveBeenCalled();
});

it('a page that an update left behind is told so at once', async () => {
  const send = answer(die);
  vi.spyOn(browser, 'runtime', 'get').mockReturnValue({ sendMessage: send } as never);
  const reply = await callPersistently(call, () => false);
  expect(reply).toEqual({
    error: { code: 'disconnected', message: 'Facet was updated; please reload this page' },
  });
  expect(send).toHaveBeenCalledOnce();
  vi.restoreAllMocks();
});
