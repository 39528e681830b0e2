import { expect, it } from 'vitest';
import { InvalidError } from '#lib/rpc/errors';
import { ruleDraft } from '#lib/rpc/rules';

const draft = {
  ...{ pubkey: 'a'.repeat(64), origin: 'https://a.example', method: 'signEvent', kind: 1 },
  effect: 'allow',
};

it.each(['keep', 'hour', 'always', 1_700_000_000_000])('a rule lasts %s', (lasts) => {
  expect(ruleDraft({ ...draft, lasts }, 'rule')).toMatchObject({ ...draft, lasts });
});

it.each(['kept', '', -1, null, undefined])('a rule does not last %j', (lasts) => {
  expect(() => ruleDraft({ ...draft, lasts }, 'rule')).toThrow(InvalidError);
});
