import { describe, expect, it } from 'vitest';
import { readPlan, toKillsCommand, toPlan } from '../../../scripts/kills/plan';
import { toTable } from '../../../scripts/kills/report';

const plan = (...words: string[]) => toPlan(words, () => 7);

describe('a plan', () => {
  it('is 200 kills with a new seed, or what the command line says, and reaches the tests', () => {
    expect(plan()).toEqual({ times: 200, seed: 7 });
    expect(plan('--times=5', '--seed=3')).toEqual({ times: 5, seed: 3 });
    expect(readPlan(toKillsCommand(plan('--times=5', '--seed=3')).env)).toEqual({ times: 5, seed: 3 });
  });

  it.each(['--time=5', '--times=many', '--times', 'vault'])('does not know %s', (word) => {
    expect(() => plan(word)).toThrow(word);
  });
});

it('the table has a row for each kind of write, and counts all', () => {
  const row = { kills: 3, answered: 1, old: 1, new: 2, wrong: 0 };
  const rows = ['add an account', 'change a rule'].map((what) => ({ what, ...row }));
  expect(toTable(rows).split('\n').slice(2)).toEqual([
    '| add an account | 3 | 1 | 1 | 2 | 0 |',
    '| change a rule | 3 | 1 | 1 | 2 | 0 |',
    '| **all** | 6 | 2 | 2 | 4 | 0 |',
  ]);
});
