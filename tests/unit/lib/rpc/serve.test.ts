import { describe, expect, it, vi } from 'vitest';
import type { Method } from '#lib/rpc/contract';
import { FacetError } from '#lib/rpc/errors';
import { integer, string } from '#lib/rpc/parse';
import { createClient } from '#lib/rpc/client';
import { serve } from '#lib/rpc/serve';

const api = {
  add: {
    args: [
      ['left', integer(0, 9)],
      ['right', integer(0, 9)],
    ],
  } as Method<[number, number], number>,
  greet: { args: [['name', string(5)]] } as Method<[string], string>,
  fail: { args: [] } as Method<[], string>,
};
const unsupported = { error: { code: 'unsupported', message: 'this method is not offered' } };

function start() {
  const handlers = {
    add: vi.fn((_caller: string, left: number, right: number) => left + right),
    greet: vi.fn((caller: string, name: string) => Promise.resolve(`${caller} greets ${name}`)),
    fail: vi.fn((): string => {
      throw new TypeError('the key is 0123');
    }),
  };
  return { handlers, answer: serve<typeof api, string>(api, handlers) };
}

describe('serving a call', () => {
  it('answers with what the handler returns, now or later', async () => {
    const { answer } = start();
    expect(await answer('site', 'add', [2, 3])).toEqual({ result: 5 });
    expect(await answer('site', 'greet', ['Ada'])).toEqual({ result: 'site greets Ada' });
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'Add', '', 'none'])(
    'offers no method %j',
    async (method) => {
      expect(await start().answer('site', method, [])).toEqual(unsupported);
    },
  );

  it.each([undefined, null, 1, {}, ['add'], { toString: () => 'add' }, new String('add')])(
    'takes no method name that is not text (%#)',
    async (method) => {
      expect(await start().answer('site', method, [1, 2])).toEqual(unsupported);
    },
  );

  it('offers nothing that the api inherits', async () => {
    const inherited = Object.create(api) as typeof api;
    const { handlers } = start();
    expect(await serve<typeof api, string>(inherited, handlers)('site', 'add', [1, 2])).toEqual(unsupported);
    expect(handlers.add).not.toHaveBeenCalled();
  });

  it('drops surplus arguments', async () => {
    const { answer, handlers } = start();
    await answer('site', 'add', [1, 2, 3, 'more']);
    expect(handlers.add).toHaveBeenCalledExactlyOnceWith('site', 1, 2);
  });

  it.each([[[1]], [[1, '2']], [[1, 10]], ['12'], [undefined], [{ 0: 1, 1: 2, length: 2 }]])(
    'runs no handler with arguments that do not fit (%#)',
    async (args) => {
      const { answer, handlers } = start();
      expect(await answer('site', 'add', args)).toMatchObject({ error: { code: 'invalid' } });
      expect(handlers.add).not.toHaveBeenCalled();
    },
  );

  it('says nothing of an error that it does not know', async () => {
    const reply = await start().answer('site', 'fail', []);
    expect(reply).toEqual({ error: { code: 'internal', message: 'Facet could not do this' } });
  });
});

describe('a client of the same contract', () => {
  it('has a function for every method, which carries arguments and results', async () => {
    const { answer } = start();
    const client = createClient(api, (method, args) => answer('page', method, args));
    expect(Object.keys(client)).toEqual(['add', 'greet', 'fail']);
    expect(await client.greet('Bob')).toBe('page greets Bob');
  });

  it('rejects with the error of the reply', async () => {
    const { answer } = start();
    const client = createClient(api, (method, args) => answer('page', method, args));
    const error = await client.greet('too long a name').catch((each: unknown) => each);
    expect(error).toBeInstanceOf(FacetError);
    expect(error).toMatchObject({ code: 'invalid' });
  });
});
