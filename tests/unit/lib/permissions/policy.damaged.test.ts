import { expect, it } from 'vitest';
import { isRule, judge } from '#lib/permissions/policy';
import type { RuleView } from '#lib/rpc/snapshot';
import { pubkeyOf } from '../../support/keys';

const rule: RuleView = {
  ...{ id: 'r', pubkey: pubkeyOf('ada'), origin: 'https://a.example', method: 'connect' },
  ...{ effect: 'allow', createdAt: 0 },
};
const { pubkey, origin, method } = rule;

it.each([[['connect']], [{ toString: 1 }], [null], [7]])('a rule about the method %j is none', (damaged) => {
  const other = { ...rule, method: damaged } as unknown as RuleView;
  expect(isRule(other)).toBe(false);
  expect(judge([other, rule], { pubkey, origin, method }, 1)).toEqual({ verdict: 'allow', rule });
});

it.each([
  ['paused', 'yes'],
  ['paused', []],
  ['untilRestart', null],
  ['untilRestart', 1],
])('a rule that is %s by %j is none', (mark, damaged) => {
  const other = { ...rule, [mark]: damaged };
  expect(judge([other], { pubkey, origin, method }, 1)).toEqual({ verdict: 'ask' });
});
