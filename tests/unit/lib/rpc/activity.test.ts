import { expect, it } from 'vitest';
import { isOwnNo, ruleBehind, toDecider, type Decided } from '#lib/rpc/activity';
import type { RuleView } from '#lib/rpc/snapshot';

const rule: RuleView = {
  ...{ id: 'r', pubkey: 'a'.repeat(64), origin: 'https://a.example' },
  ...{ method: 'signEvent', effect: 'deny', createdAt: 1 },
};

it.each<[string, Decided]>([
  ['that decided', { by: 'rule', rule }],
  ['that an answer became', { by: 'click', no: true, made: rule }],
])('the rule %s is behind a decision, and can be taken back', (_, decided) => {
  expect(ruleBehind(decided)).toBe(rule);
  expect(toDecider(decided)).toBe('r');
});

it.each<Decided>([{ by: 'click' }, { by: 'choice' }, { by: 'block' }, { by: 'nobody' }])(
  'no rule is behind %j',
  (decided) => {
    expect(ruleBehind(decided)).toBeUndefined();
    expect(toDecider(decided)).toBe(decided.by);
  },
);

it('the person said no where they rejected the request, or blocked its site', () => {
  const noes: Decided[] = [{ by: 'block' }, { by: 'click', no: true }, { by: 'choice', no: true }];
  expect(noes.map(isOwnNo)).toEqual([true, true, true]);
  const others: Decided[] = [{ by: 'click' }, { by: 'choice' }, { by: 'nobody' }, { by: 'rule', rule }];
  expect(others.map(isOwnNo)).toEqual([false, false, false, false]);
});
