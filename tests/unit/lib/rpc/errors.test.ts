import { describe, expect, it } from 'vitest';
import { ERROR_CODES, FacetError, InvalidError, parseErrorReply, toErrorReply } from '#lib/rpc/errors';

describe('errors at a boundary', () => {
  it.each(ERROR_CODES)('keep the code %s and their sentence', (code) => {
    const reply = toErrorReply(new FacetError(code, 'a safe sentence'));
    expect(reply).toEqual({ code, message: 'a safe sentence' });
    expect(parseErrorReply(reply)).toMatchObject({ code, message: 'a safe sentence' });
  });

  it('leave stack and cause behind', () => {
    const error = new InvalidError('no', { cause: new Error('the password') });
    expect(JSON.stringify(toErrorReply(error))).toBe('{"code":"invalid","message":"no"}');
  });

  it.each([
    new Error('the nsec'),
    new TypeError('the nsec'),
    'the nsec',
    { code: 'denied', message: 'the nsec' },
    undefined,
    null,
  ])('become internal and silent when they are not ours (%#)', (thrown) => {
    expect(toErrorReply(thrown)).toEqual({ code: 'internal', message: 'Facet could not do this' });
  });

  it('have no code outside the set', () => {
    const reply = { code: 'root', message: 'x' } as never;
    expect(parseErrorReply(reply).code).toBe('internal');
  });
});

it('errors are called what they are', () => {
  expect([new FacetError('busy', 'no').name, new InvalidError('no').name]).toEqual([
    'FacetError',
    'InvalidError',
  ]);
});
