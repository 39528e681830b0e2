import { describe, expect, it } from 'vitest';
import { isRestorable, restoreRules } from '#lib/permissions/restore';
import type { RuleView } from '#lib/rpc/snapshot';
import { createState } from '#lib/storage/state';
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

it.each([
  ['where one is somebody who came in', { pubkey: pubkeyOf('ada') }, { pubkey: pubkeyOf('ada') }],
  ['that was told somebody who came in', { told: pubkeyOf('ada') }, { told: pubkeyOf('ada') }],
  ['that was told somebody who did not', { told: pubkeyOf('eve') }, undefined],
  ['about nobody', {}, undefined],
])('a site of a backup %s', (_what, site, expected) => {
  const draft = createState();
  draft.accounts = [{ pubkey: pubkeyOf('ada') } as (typeof draft.accounts)[number]];
  const sites = { [rule.origin]: { usedAt: NOW, ...site } };
  restoreRules(draft, { rules: [], sites }, new Set([pubkeyOf('ada')]), NOW);
  expect(draft.sites[rule.origin]).toEqual(expected && { usedAt: NOW, ...expected });
});
