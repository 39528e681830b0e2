import { expect, it } from 'vitest';
import { findGivenAway, toKnown } from '../../../components/seen-together';
import type { RuleView } from '../../../lib/rpc/snapshot';

const [ada, bob, cleo] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [string, string, string];

it.each([
  ['knows nobody', [], []],
  ['knows this one as well', [ada, cleo], []],
  ['knows one other', [ada], [ada]],
  ['knows two others, one of whom may be seen with this one', [ada, bob], [ada]],
  ['knows one who may be seen with this one', [bob], []],
] as const)('a site that %s', (_, knows, givenAway) => {
  expect(findGivenAway(knows, cleo, [[bob, cleo]])).toEqual(givenAway);
});

it('a pair is the same in either order, and says nothing of others', () => {
  expect(findGivenAway([cleo], bob, [[bob, cleo]])).toEqual([]);
  expect(findGivenAway([cleo], ada, [[bob, cleo]])).toEqual([cleo]);
});

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
