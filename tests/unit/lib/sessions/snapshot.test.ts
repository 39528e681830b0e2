import { expect, it, vi } from 'vitest';
import type { RuleView } from '#lib/rpc/snapshot';
import { toSnapshot, type Live } from '#lib/sessions/snapshot';
import { createState } from '#lib/storage/state';

const live: Live = { pending: [], relays: [], passkeys: [] };
const rule = (origin: string, kind: number): RuleView => ({
  ...{ id: `${origin} ${kind}`, origin, pubkey: 'a'.repeat(64), method: 'signEvent', kind },
  ...{ effect: 'allow', createdAt: 1 },
});

it('whom a site knows is looked for among its own rules, however many others there are', () => {
  const origins = Array.from({ length: 300 }, (_, site) => `https://${site}.example`);
  const rules = [1, 7].flatMap((kind) => origins.map((origin) => rule(origin, kind)));
  const getKnows = vi.fn(() => ['b'.repeat(64)]);
  const { sites } = toSnapshot({ ...createState(), rules }, () => undefined, getKnows, live);
  expect(getKnows.mock.calls).toHaveLength(300);
  for (const [origin, own] of getKnows.mock.calls as unknown as [string, RuleView[]][]) {
    expect(own).toEqual([rule(origin, 1), rule(origin, 7)]);
  }
  expect(sites.map(({ knows }) => knows)).toEqual(origins.map(() => ['b'.repeat(64)]));
});
