import { describe, expect, it } from 'vitest';
import { ROWS, type Samples } from '../../../bench/calls/rows';
import { judge, toLines, toTable } from '../../../bench/calls/table';

describe('the verdict on a ratio', () => {
  it('is a tie as long as the goal lies within what the figure can carry', () => {
    expect(judge([1.1, 1.2], 1.25)).toBe('reached');
    expect(judge([1.1, 1.25], 1.25)).toBe('reached');
    expect(judge([1.2, 1.3], 1.25)).toBe('tie');
    expect(judge([1.25, 1.3], 1.25)).toBe('tie');
    expect(judge([1.26, 1.3], 1.25)).toBe('not reached');
  });
});

describe('the lines', () => {
  const samples: Samples = {
    'sign p50': { echo: [1, 1, 1], limit: [1, 2, 4], sealed: [1, 3, 5], facet: [2, 4, 8] },
    cold: { echo: [30], limit: [40], facet: [44], 'facet-100': [80], 'facet-500': [48] },
    lost: { facet: [0, 1, 0] },
    early: { facet: [100, 50, 100] },
    heap: { facet: [3] },
  };
  const of = (label: string) => toLines(samples).find(({ row }) => row.label.startsWith(label));

  it('compare rounds with rounds, not medians with medians', () => {
    const uneven: Samples = { 'sign p50': { limit: [1, 2, 4], facet: [8, 2, 4] } };
    expect(toLines(uneven)[0]).toMatchObject({ limit: 2, facet: 4, ratio: { median: 1 } });
    expect(of('signEvent p50')).toMatchObject({ echo: 1, limit: 2, facet: 4, verdict: 'not reached' });
    expect(of('signEvent p50')?.ratio).toEqual({ median: 2, interval: [2, 2], spread: 1.5 });
  });

  it('compare each number of accounts with the same control', () => {
    expect(of('cold worker')).toMatchObject({ facet: 44, verdict: 'reached' });
    expect(of('the same, 100')).toMatchObject({ limit: 40, facet: 80, verdict: 'not reached' });
    expect(of('the same, 500')).toMatchObject({ facet: 48, verdict: 'reached' });
  });

  it('let no round hide a lost request or a page without window.nostr', () => {
    expect(of('requests lost')).toMatchObject({ facet: 1, verdict: 'not reached' });
    expect(of('window.nostr')).toMatchObject({ facet: 50, verdict: 'not reached' });
  });

  it('take a size as it is', () => {
    expect(of('worker heap')).toMatchObject({ facet: 3, verdict: 'reached' });
    expect(of('worker heap')).not.toHaveProperty('ratio');
  });

  it('leave out what was not measured', () => {
    expect(toLines(samples)).toHaveLength(7);
    expect(toLines({})).toEqual([]);
  });

  it('become a table that shows a missing figure as a dash', () => {
    const [, , ...rows] = toTable(toLines(samples)).split('\n');
    expect(rows[0]).toBe(
      '| signEvent p50, ms | 1.00 | 2.00 | 3.00 | 4.00 | 2.00 | 2.00 – 2.00 | 150 % | ≤ 1.25 × limit | not reached |',
    );
    expect(rows.at(-1)).toBe('| worker heap after GC, MB | – | – | – | 3.00 | – | – | – | ≤ 3 | reached |');
  });
});

it('measures nothing twice', () => {
  const names = ROWS.map(({ measure, facet }) => `${measure} ${facet}`);
  expect(new Set(names).size).toBe(ROWS.length);
});
