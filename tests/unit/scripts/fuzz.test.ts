import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MILLION, toFuzzCommand, toPlan, toRuns } from '../../../scripts/fuzz/plan';
import { readFuzz, toTable } from '../../../scripts/fuzz/report';

const plan = (...words: string[]) => toPlan(words, () => 7);

describe('a plan', () => {
  it('is a million cases of everything, with a new seed', () => {
    expect(plan()).toEqual({ cases: MILLION, seed: 7, surfaces: [] });
  });

  it('is what the command line says', () => {
    expect(plan('vault', '--seed=-3', '--cases=500', '--path=1:2', '--only=a header')).toEqual({
      ...{ cases: 500, seed: -3, path: '1:2', only: 'a header', surfaces: ['vault'] },
    });
  });

  it.each(['--sead=1', '--seed', '--cases=many', '--cases=1.5'])('does not know %s', (word) => {
    expect(() => plan(word)).toThrow();
  });

  it('reaches every property with its share, its seed and its path', () => {
    const { env, command } = toFuzzCommand(
      plan('vault', '--cases=2000', '--path=1:2', '--only=a (b)'),
      'r.json',
    );
    expect(toRuns(5_000, env)).toEqual({ numRuns: 10, seed: 7, path: '1:2' });
    expect(toRuns(1, env).numRuns).toBe(1);
    expect(command).toEqual(expect.arrayContaining(['tests/fuzz/vault.fuzz.ts', '-t', 'a \\(b\\)']));
  });
});

describe('the report', () => {
  it('has a row for each property that was tried, says what failed and counts all', () => {
    const folder = mkdtempSync(join(tmpdir(), 'facet-fuzz-'));
    const path = join(folder, 'fuzz.json');
    const tried = { duration: 1_500, meta: { cases: 1_000 } };
    const assertionResults = [
      { title: 'holds', status: 'passed', ...tried },
      { title: 'does not', status: 'failed', failureMessages: ['seed: 7'], ...tried },
      { title: 'was left out', status: 'skipped' },
    ];
    writeFileSync(
      path,
      JSON.stringify({ testResults: [{ name: '/x/vault.fuzz.ts', message: '', assertionResults }] }),
    );
    const { rows, failures } = readFuzz(path);
    rmSync(folder, { recursive: true });
    expect(failures).toEqual(['vault: does not\nseed: 7']);
    expect(toTable(rows).split('\n').slice(2)).toEqual([
      '| vault | holds | 1,000 | 1.5 | held |',
      '| vault | does not | 1,000 | 1.5 | **failed** |',
      '| **all** | 2 properties | 2,000 | 3.0 | **1 failed** |',
    ]);
  });
});
