import { describe, expect, it } from 'vitest';
import { createFigures } from '../../chaos/figures';
import { toTables } from '../../soak/figures';
import { toWeight, type HeapSnapshot } from '../../soak/heap';
import { ALLOWANCE, findGrown, ON_DISK, toGrowth, WITH_CODE, type Measured } from '../../soak/verdict';

const HEAP = 'heap of the worker';
const toHours = (name: string, ...values: (number | undefined)[]): Measured[] =>
  values.map((value) => ({ [name]: value }));

describe('memory', () => {
  it('is flat where the last two hours are what the second and third were', () => {
    expect(findGrown(toHours(HEAP, 80, 100, 101, 99, 102, 100, 101, 100))).toEqual([]);
  });

  it('may be loaded in the first hour, and come and go in the others', () => {
    expect(findGrown(toHours(HEAP, 10, 100, 104, 150, 99, 180, 140, 103))).toEqual([]);
  });

  it.each([
    ['by the same in every hour', [100, 102, 104, 106, 108, 110, 112, 114]],
    ['in one hour, and stays there', [100, 100, 100, 100, 130, 130, 130, 130]],
    ['at the end of a short run', [100, 100, 120]],
  ])('is found to grow %s', (_, values) => {
    expect(findGrown(toHours(HEAP, ...values))).toHaveLength(1);
  });

  it('is compared by what is allowed, and no further', () => {
    const at = (growth: number) =>
      findGrown(toHours(HEAP, 0, 100, 100, 100, 100 * (1 + growth), 100 * (1 + growth)));
    expect(at(ALLOWANCE - 0.001)).toEqual([]);
    expect(at(ALLOWANCE + 0.001)).toEqual([`${HEAP}: 5.1 % more in the end`]);
  });

  it('counts things like bytes: one more listener among a few is growth', () => {
    expect(findGrown(toHours('listeners of the page that stays', 9, 9, 9, 9, 10, 10))).toHaveLength(1);
  });

  it.each([ON_DISK, WITH_CODE])('is not judged by what is %s', (name) => {
    expect(findGrown(toHours(name, 1, 2, 3, 4, 5, 6))).toEqual([]);
  });

  it('is not judged where nothing is known', () => {
    expect(findGrown(toHours(HEAP, undefined, undefined, undefined))).toEqual([]);
  });

  it('shrinks below nothing', () => {
    expect(toGrowth([100, 100, 50])).toBe(-0.5);
  });
});

it('a heap is weighed without code', () => {
  const meta: HeapSnapshot['snapshot']['meta'] = {
    node_fields: ['type', 'name', 'self_size'],
    node_types: [['object', 'code', 'native'], 'string', 'number'],
  };
  expect(toWeight({ snapshot: { meta }, nodes: [0, 1, 40, 1, 1, 900, 2, 0, 5, 0, 3, 2] })).toEqual({
    heap: 42,
    native: 5,
  });
});

it('the tables say what was done, and what was held after each hour', () => {
  const requests = createFigures(7);
  const hours = [1, 2, 3].map((count) => ({ [HEAP]: 2 ** 20, 'nodes of the page that stays': count }));
  const { wrong, lost } = requests;
  const tables = toTables({
    ...{ seed: 7, minutes: 1.26, deeds: { 'read the log': 6 }, breaks: 1, requests, hours },
    ...{ wrong, lost, grown: ['heap'] },
  });
  expect(tables).toContain('| seed, hours, minutes that they took | 7, 3, 1.3 |');
  expect(tables).toContain('| **what grew** | heap |');
  expect(tables).toContain('| heap of the worker, MiB | 1.00 | 1.00 | 1.00 | 0.0 % |');
  expect(tables).toContain('| nodes of the page that stays | 1 | 2 | 3 | 50.0 % |');
});
