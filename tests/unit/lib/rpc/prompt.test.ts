import { expect, it } from 'vitest';
import { InvalidError } from '#lib/rpc/errors';
import { givenAnswer, REMEMBER, remember, shownPrompt } from '#lib/rpc/prompt';

it('an answer lasts for a time with a name, or until a time of its own', () => {
  for (const time of [...REMEMBER, 0, Number.MAX_SAFE_INTEGER]) expect(remember(time, 'it')).toBe(time);
});

it.each(['', 'for ever', '1', -1, 1.5, NaN, Infinity, null, undefined, ['always'], true])(
  'an answer does not last %j',
  (time) => {
    expect(() => remember(time, 'it')).toThrow(InvalidError);
  },
);

it.each(['id', 'digest'])('the %s of a request has at most 100 characters', (name) => {
  const given = { id: 'an id', digest: 'a digest', answer: { answer: 'reject' } };
  for (const parse of [givenAnswer, shownPrompt]) {
    expect(parse({ ...given, [name]: 'x'.repeat(100) }, 'it')).toHaveProperty(name, 'x'.repeat(100));
    expect(() => parse({ ...given, [name]: 'x'.repeat(101) }, 'it')).toThrow(InvalidError);
  }
});
