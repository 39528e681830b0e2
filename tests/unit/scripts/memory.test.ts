import { describe, expect, it } from 'vitest';
import { toTable, type Find } from '../../../scripts/memory/report';

const find = (moment: Find['moment'], where: string, kind: string, whole: number, half = 0): Find => ({
  ...{ moment, where, kind, whole, half, forms: {} },
});

describe('the table', () => {
  it('has a row for each kind in each place where any was met, and one for where none ever was', () => {
    const finds = [
      find('unlocked', 'extension', 'data key', 3),
      find('locked', 'extension', 'data key', 1, 2),
      find('unlocked', 'extension', 'seed words', 0),
      find('locked', 'extension', 'seed words', 0),
      find('unlocked', 'site', 'data key', 0),
      find('locked', 'site', 'data key', 0),
    ];
    expect(toTable(finds).split('\n')).toEqual([
      '| in | of | unlocked | locked |',
      '|---|---|--:|--:|',
      '| extension | data key | 3 | 1 + 2/2 |',
      '| site | any | 0 | 0 |',
    ]);
  });

  it('adds up what several processes of one type hold, and says where nobody looked', () => {
    const finds = [
      find('unlocked', 'extension', 'data key', 3),
      find('unlocked', 'extension', 'data key', 2),
      find('locked', 'browser', 'data key', 1),
    ];
    expect(toTable(finds).split('\n').slice(2)).toEqual([
      '| extension | data key | 5 | – |',
      '| browser | data key | – | 1 |',
    ]);
  });
});
