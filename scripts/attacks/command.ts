import { readFileSync } from 'node:fs';
import type { Browser } from '../build/fresh.ts';
import type { Part } from '../build/without.ts';

/** Where the runner of the attacks leaves its report. */
export const ATTACKS_REPORT = 'test-results/attacks.json';

/** The command that tries the attacks on what is built; `rest` goes to Playwright. */
export const toAttacksCommand = (...rest: string[]): [string, ...string[]] => [
  'playwright',
  ...['test', '-c', 'tests/attacks/playwright.config.ts', ...rest],
];

/** The type of the annotation in which a case carries its checks, as JSON. */
export const HELD_BY = 'held by';

/** One case: who attacks, what they claim, and whether it was refuted. */
export interface Case {
  adversary: string;
  claim: string;
  /** Where it is tried. */
  browser: Browser;
  /** What holds it; several where each would hold it alone. */
  checks: Part[];
  held: boolean;
}

interface Spec {
  title: string;
  ok: boolean;
  tests: { annotations: { type: string; description?: string }[] }[];
}

/** What Playwright's JSON report says of each file. */
interface Report {
  suites: { file: string; specs: Spec[] }[];
}

/**
 * The cases of a report of Playwright; the file, or the folder of its files, is named after the adversary, and ends in
 * `-in-firefox` where it is tried there.
 */
export function readCases(path: string): Case[] {
  const { suites } = JSON.parse(readFileSync(path, 'utf8')) as Report;
  return suites.flatMap(({ file, specs }) =>
    specs.map(({ title, ok, tests }) => {
      const checks = tests[0]?.annotations.find(({ type }) => type === HELD_BY)?.description;
      if (checks === undefined) throw new Error(`“${title}” does not name what holds it`);
      return {
        adversary: file.replace(/\/.*|\.attack\.ts$/g, ''),
        browser: /-in-firefox\b/.test(file) ? 'firefox' : 'chrome',
        claim: title,
        checks: JSON.parse(checks) as Part[],
        held: ok,
      };
    }),
  );
}
