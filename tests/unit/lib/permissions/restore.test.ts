import { describe, expect, it } from 'vitest';
import { isRestorable } from '#lib/permissions/restore';
import type { RuleView } from '#lib/rpc/snapshot';
import { pubkeyOf } from '../../support/keys';

const NOW = 1_000_000;
const rule: RuleView = {
  id: 'r',
  pubkey: pubkeyOf('ada'),
  origin: 'https://a.example',
  method: 'signEvent',
  kind: 1,
  effect: 'deny',
  createdAt: NOW,
};

describe('a rule of a backup', () => {
  it.each<[string, Partial<RuleView>]>([
    ['made this very moment', {}],
    ['that has a moment left', { expiresAt: NOW + 1 }],
    ['that allows a kind which may be allowed for good', { effect: 'allow' }],
  ])('%s may come back', (_name, more) => {
    expect(isRestorable({ ...rule, ...more }, NOW)).toBe(true);
  });

  it.each<[string, Partial<RuleView>]>([
    ['that is damaged', { effect: 'maybe' as never }],
    ['about no website', { origin: 'file://' }],
    ['made later than now', { createdAt: NOW + 1 }],
    ['that is just over', { expiresAt: NOW }],
    ['for as long as a browser runs', { untilRestart: true }],
  ])('%s may not, although all it does is refuse', (_name, more) => {
    expect(isRestorable({ ...rule, ...more }, NOW)).toBe(false);
  });
});
