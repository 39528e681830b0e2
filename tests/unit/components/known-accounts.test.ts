import { expect, it } from 'vitest';
import { toKnown } from '../../../components/known-accounts';
import type { RuleView } from '../../../lib/rpc/snapshot';

const [ada, bob, cleo] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [string, string, string];

it('a site may know the accounts with a rule to connect that is in force and not denied', () => {
  const rule = (pubkey: string, more: Partial<RuleView> = {}): RuleView => ({
    id: '',
    origin: 'https://a.example',
    pubkey,
    method: 'connect',
    effect: 'allow',
    createdAt: 0,
    ...more,
  });
  const rules = [rule(ada), rule(ada), rule(bob, { method: 'signEvent', kind: 1 })];
  expect(toKnown(rules, 10)).toEqual([ada]);
  expect(toKnown([...rules, rule(bob, { expiresAt: 10 }), rule(cleo, { expiresAt: 11 })], 10)).toEqual([
    ada,
    cleo,
  ]);
  expect(toKnown([...rules, rule(ada, { effect: 'deny' })], 10)).toEqual([]);
});
