import { describe, expect, it } from 'vitest';
import type { Reply } from '#lib/rpc/client';
import { createQueue, MAX_IN_FLIGHT, MAX_SIZE_IN_FLIGHT } from '#lib/rpc/in-flight';

const turn = () => new Promise(setImmediate);

/** Calls that end when the test says so. */
function createCalls() {
  const running: ((reply: Reply) => void)[] = [];
  const begun: number[] = [];
  const call = (name: number) => () =>
    new Promise<Reply>((resolve) => {
      begun.push(name);
      running.push(resolve);
    });
  return { call, begun, running, end: () => running.shift()?.({ result: 'done' }) };
}

describe('the calls of one page', () => {
  it('run side by side up to the limit, the others in order', async () => {
    const queue = createQueue();
    const { call, begun, running, end } = createCalls();
    const replies = Array.from({ length: MAX_IN_FLIGHT + 3 }, (_, name) => queue(0, call(name)));
    expect(begun).toHaveLength(MAX_IN_FLIGHT);
    end();
    await turn();
    expect(begun).toHaveLength(MAX_IN_FLIGHT + 1);
    while (running.length > 0) {
      end();
      await turn();
    }
    expect(begun).toEqual([...replies.keys()]);
    expect(await Promise.all(replies)).toEqual(replies.map(() => ({ result: 'done' })));
  });

  it('do not overtake those that wait, nor exceed the limit, when one comes just as one ends', async () => {
    const queue = createQueue();
    const { call, begun, running, end } = createCalls();
    for (let name = 0; name <= MAX_IN_FLIGHT; name += 1) void queue(0, call(name));
    void queue(0, () => Promise.resolve({ result: 1 }));
    const late = MAX_IN_FLIGHT + 1;
    end();
    for (let ticks = 0; ticks < 8; ticks += 1) {
      void queue(0, call(late + ticks));
      await Promise.resolve();
    }
    await turn();
    expect(running.length).toBe(MAX_IN_FLIGHT);
    expect(begun).toEqual([...begun.keys()]);
  });

  it('are bounded in size, in order, and one alone always goes', async () => {
    const queue = createQueue();
    const { call, begun, end } = createCalls();
    const half = MAX_SIZE_IN_FLIGHT / 2;
    [2 * MAX_SIZE_IN_FLIGHT, half, half, 1].forEach((size, name) => void queue(size, call(name)));
    expect(begun).toEqual([0]);
    end();
    await turn();
    expect(begun).toEqual([0, 1, 2]);
    end();
    await turn();
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it('make room when they fail', async () => {
    const queue = createQueue();
    const failing = Array.from({ length: MAX_IN_FLIGHT }, () =>
      queue(0, () => Promise.reject(new Error('gone'))).catch(() => 'failed'),
    );
    const next = queue(0, () => Promise.resolve({ result: 1 }));
    expect(await Promise.all(failing)).toEqual(failing.map(() => 'failed'));
    expect(await next).toEqual({ result: 1 });
  });

  it('are refused as busy when far too many wait', async () => {
    const queue = createQueue();
    const never = () => new Promise<Reply>(() => undefined);
    for (let i = 0; i < MAX_IN_FLIGHT + 5_000; i += 1) void queue(0, never);
    expect(await queue(0, never)).toMatchObject({ error: { code: 'busy' } });
  });
});
