import { expect, it } from 'vitest';
import { toOpenPlace, toOrder } from '../../../components/accounts/order';
import type { AccountView } from '../../../lib/rpc/snapshot';

const list = (names: string): AccountView[] =>
  [...names].map((name) => ({
    pubkey: name,
    npub: '',
    name,
    kind: 'secret-key',
    accent: 'rose',
    profile: {},
    backedUp: true,
    usedAt: 0,
    ...(name === name.toUpperCase() ? { favourite: true } : {}),
  }));

it('favourites stay before the others, wherever one of either is put', () => {
  const accounts = list('ABcde');
  const places = accounts.map((_, from) => accounts.map((__, to) => toOpenPlace(accounts, from, to)));
  expect(places).toEqual([
    [0, 1, 1, 1, 1],
    [0, 1, 1, 1, 1],
    [2, 2, 2, 3, 4],
    [2, 2, 2, 3, 4],
    [2, 2, 2, 3, 4],
  ]);
  expect(toOpenPlace(list('ab'), 0, 9)).toBe(1);
  expect(toOpenPlace(list('AB'), 1, -1)).toBe(0);
});

it.each([
  ['down', 'c', 4, { order: ['A', 'B', 'd', 'e', 'c'], place: 4 }],
  ['up, as far as it goes', 'e', 0, { order: ['A', 'B', 'e', 'c', 'd'], place: 2 }],
  ['up beyond the favourites, from the first place after them', 'c', 0, undefined],
  ['a favourite past the last of them', 'A', 4, { order: ['B', 'A', 'c', 'd', 'e'], place: 1 }],
  ['an account that is gone', 'x', 0, undefined],
] as const)('the order after a move: %s', (_, pubkey, to, moved) => {
  expect(toOrder(list('ABcde'), pubkey, to)).toEqual(moved);
});
