import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

/** So much of what a test said is said again at the end. */
const LINES = 12;

/** What Vitest's JSON report says of tests. */
interface VitestReport {
  testResults: {
    name: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
  }[];
}

interface Suite {
  specs: {
    file: string;
    title: string;
    tests: { status: string; results: { errors: { message?: string }[] }[] }[];
  }[];
  suites?: Suite[];
}

/** What Playwright's JSON report says of tests. */
interface PlaywrightReport {
  suites: Suite[];
}

/** Each test that failed, by a runner's JSON report: its name, and the first lines of why. */
export function readFailures(path: string): string[] {
  const report = JSON.parse(readFileSync(path, 'utf8')) as VitestReport | PlaywrightReport;
  return 'suites' in report ? report.suites.flatMap(ofSuite) : report.testResults.flatMap(ofFile);
}

const ofSuite = ({ specs, suites = [] }: Suite): string[] => [
  ...specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected')
      .map(({ results }) =>
        toText(`${file} › ${title}`, results.flatMap(({ errors }) => errors)[0]?.message),
      ),
  ),
  ...suites.flatMap(ofSuite),
];

function ofFile({ name, message, assertionResults }: VitestReport['testResults'][number]): string[] {
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  if (failed.length === 0) return message ? [toText(name, message)] : [];
  return failed.map(({ fullName, failureMessages }) => toText(fullName, failureMessages?.[0]));
}

function toText(name: string, why = ''): string {
  const lines = stripVTControlCharacters(why).split('\n').slice(0, LINES);
  return [name, ...lines.map((line) => `    ${line}`)].join('\n');
}
