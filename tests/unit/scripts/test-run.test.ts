import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCounts } from '../../../scripts/test/counts';
import { readFailures } from '../../../scripts/test/failures';
import { chooseStages } from '../../../scripts/test/stages';

const folder = mkdtempSync(join(tmpdir(), 'facet-counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (report: object): string => {
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify(report));
  return path;
};

describe('the stages of npm test', () => {
  const names = (...words: string[]) => chooseStages(words).chosen.map(([name]) => name);

  it('are all, in order, unless some are named', () => {
    expect(names()).toEqual([
      ...[
        'lint',
        'types',
        'unit',
        'fuzz',
        'build',
        'package',
        'pictures',
        'attacks',
        'e2e',
        'chaos',
        'bench',
      ],
    ]);
    expect(names('unit', 'lint')).toEqual(['lint', 'unit']);
  });

  it('build before they need the build', () => {
    expect(names('package')).toEqual(['build', 'package']);
    expect(names('pictures')).toEqual(['build', 'pictures']);
    expect(names('e2e')).toEqual(['build', 'e2e']);
    expect(names('bench')).toEqual(['build', 'bench']);
  });

  it('measure last, with nothing beside them', () => {
    expect(names('bench', 'unit', 'e2e').at(-1)).toBe('bench');
  });

  it('hand all other words to the runner of tests', () => {
    expect(chooseStages(['e2e', '--grep', 'switch']).rest).toEqual(['--grep', 'switch']);
  });
});

describe('the counts of a report', () => {
  const unit = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 };

  it('are those of either runner', () => {
    expect(readCounts(write(unit), true)).toEqual({ passed: 5, failed: 0, skipped: 2 });
    const stats = { expected: 3, unexpected: 2, flaky: 1, skipped: 4 };
    expect(readCounts(write({ stats }), false)).toEqual({ passed: 4, failed: 2, skipped: 4 });
  });

  it('have a failure when the runner failed, though no test did', () => {
    expect(readCounts(write(unit), false).failed).toBe(1);
  });
});

describe('what failed, to be said again at the end', () => {
  it('is each test by its name, with the first lines of why, without colours', () => {
    const failed = {
      status: 'failed',
      fullName: 'order keeps',
      failureMessages: ['\u001B[31mno\u001B[39m\n  at 1'],
    };
    const assertionResults = [{ status: 'passed', fullName: 'order moves', failureMessages: [] }, failed];
    const report = { testResults: [{ name: 'order.test.ts', message: '', assertionResults }] };
    expect(readFailures(write(report))).toEqual(['order keeps\n    no\n      at 1']);

    const message = Array.from({ length: 30 }, () => 'line').join('\n');
    const tests = [{ status: 'unexpected', results: [{ errors: [{ message }] }] }];
    const spec = { file: 'a.spec.ts', title: 'it stays', tests };
    const suites = [
      { specs: [{ ...spec, tests: [{ status: 'expected', results: [] }] }], suites: [{ specs: [spec] }] },
    ];
    const [text, ...others] = readFailures(write({ suites }));
    expect(text?.split('\n')[0]).toBe('a.spec.ts › it stays');
    expect(text?.split('\n')).toHaveLength(13);
    expect(others).toEqual([]);
  });

  it('names a file that could not be read', () => {
    const file = { name: 'order.test.ts', message: 'Unexpected token', assertionResults: [] };
    expect(readFailures(write({ testResults: [file] }))).toEqual(['order.test.ts\n    Unexpected token']);
  });
});
