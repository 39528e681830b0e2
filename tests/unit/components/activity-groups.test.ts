import { describe, expect, it } from 'vitest';
import { toDays, toDeleted } from '#components/activity/activity-groups';
import type { ActivityLine } from '#lib/rpc/activity';

const rule = {
  id: 'r',
  pubkey: 'a',
  origin: 'o',
  method: 'signEvent',
  effect: 'allow',
  createdAt: 1,
} as const;
let ids = 0;
const line = (more: Partial<ActivityLine> = {}): ActivityLine => ({
  id: `${(ids += 1)}`,
  at: new Date(2026, 4, 14, 12).getTime(),
  origin: 'https://a.example',
  pubkey: 'a',
  method: 'signEvent',
  kind: 7,
  outcome: 'done',
  decided: { by: 'click' },
  ...more,
});
const counts = (...lines: ActivityLine[]) =>
  toDays(lines).map(({ groups }) => groups.map(({ count }) => count));

describe('lines that follow on each other', () => {
  it('are one if account, site, kind, outcome and decision are the same', () => {
    expect(counts(line(), line(), line({ count: 3 }))).toEqual([[5]]);
    expect(counts(line({ kind: 6 }), line({ kind: 16 }))).toEqual([[2]]); // both are reposts
  });

  it.each([
    ['account', { pubkey: 'b' }],
    ['site', { origin: 'https://b.example' }],
    ['kind', { kind: 1 }],
    ['outcome', { outcome: 'denied' }],
    ['decision', { decided: { by: 'rule', rule } }],
    ['method', { method: 'nip44.decrypt' }],
  ] as const)('are not with another %s between them', (_, other) => {
    expect(counts(line(), line(other), line())).toEqual([[1, 1, 1]]);
  });

  it('are not across midnight, nor are what the person did in Facet', () => {
    const before = new Date(2026, 4, 13, 23, 59).getTime();
    expect(counts(line(), line({ at: before }))).toEqual([[1], [1]]);
    const own = { origin: undefined as never, method: 'backUp' } as const;
    expect(counts(line(own), line(own))).toEqual([[1, 1]]);
  });

  it('keep their name when a newer one joins', () => {
    const [older, newer] = [line(), line()];
    expect(toDays([newer, older])[0]?.groups[0]?.id).toBe(toDays([older])[0]?.groups[0]?.id);
  });
});

it('names the events whose deletion was asked for', () => {
  const event = {
    kind: 5,
    tags: [
      ['e', 'x'],
      ['k', '1'],
      ['e', 'y'],
    ],
  } as never;
  expect(toDeleted([line({ event }), line()])).toEqual(new Set(['x', 'y']));
});
