/** The run of `npm run kills`, which says how often and with which seed, and reads what came of it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from '@playwright/test';
import { KILLS_REPORT, readPlan } from '../../scripts/kills/plan';
import { killBrowsers } from './kills';

test('a browser that is killed in a write to the vault leaves the old state or the new one', async () => {
  test.setTimeout(0);
  mkdirSync(dirname(KILLS_REPORT), { recursive: true });
  const { failures } = await killBrowsers(readPlan(process.env), (line, soFar) => {
    console.log(line);
    writeFileSync(KILLS_REPORT, JSON.stringify(soFar)); // each time, so that a run that is cut short says what it saw
  });
  expect(failures).toEqual([]);
});
