/** Where the runner of the benchmark leaves its report. */
export const BENCH_REPORT = 'test-results/bench.json';

/** The command that measures what is built: `full` decides the goals, `quick` checks the answers and shows where they lie. */
export const toBenchCommand = (length: 'full' | 'quick'): [string, ...string[]] => [
  'playwright',
  ...['test', '-c', 'tests/bench/calls/playwright.config.ts', '--project', length],
];
