import { expect, it } from 'vitest';
import { toEntries } from '#lib/nostr/list-entries';

it('an entry that is said often is one, with all that is said of it, each once and in an order of its own', () => {
  const entries = toEntries([
    ['p', 'x', 'b'],
    ['p', 'x', 'a', ''],
    ['p', 'y'],
    ['p', 'x', 'b'],
    ['p', 'x'],
  ]);
  expect([...entries.values()]).toEqual([
    { name: 'p', value: 'x', rest: [['a'], ['b']] },
    { name: 'p', value: 'y', rest: [] },
  ]);
});

it('a group is named by its id and its relay, and what follows is said of it', () => {
  const entries = toEntries([
    ['group', 'x', 'wss://A.example', 'Gems'],
    ['group', 'x', 'wss://a.example/', 'Stones', ''],
    ['group', 'x', 'wss://b.example'],
  ]);
  expect([...entries.values()].map(({ rest }) => rest)).toEqual([[['Gems'], ['Stones']], []]);
});

it('takes time by its length and not by its square, also where all is said of one entry', () => {
  const said = (count: number) => Array.from({ length: count }, (_, index) => ['p', 'x', String(index)]);
  /** Milliseconds of the processor, the best of three. */
  const costOf = (count: number) => {
    const tags = said(count);
    const times = [1, 2, 3].map(() => {
      const before = process.cpuUsage();
      toEntries(tags);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1_000;
    });
    return Math.min(...times);
  };
  // sixteen times the length; by its square it would be 256 times, and it was more
  expect(costOf(16_000)).toBeLessThan(Math.max(costOf(1_000), 1) * 100);
});
