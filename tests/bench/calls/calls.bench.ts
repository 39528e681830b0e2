/**
 * What a call of a page costs: Facet beside two controls in one run, each in a Chromium of its own with nobody attached to
 * its worker. It fails when an answer is wrong or lost, and never because of a time. See docs/performance.md.
 */
import { test as base, expect } from '@playwright/test';
import { startRelay, type Relay } from '../../../scripts/relay/relay';
import { startControl, startFacet, type Arm } from './arms';
import { CONTROLS } from './controls';
import { startDesk, type Desk } from './desk';
import { readConditions, report } from './report';
import { runRound } from './rounds';
import type { Samples } from './rows';
import { createTasks } from './tasks';

export interface Length {
  rounds: number;
}

interface Fixtures {
  desk: Desk;
  relay: Relay;
  arms: Arm[];
}

const ACCOUNTS = { facet: 3, 'facet-100': 100, 'facet-200': 200, 'facet-500': 500 } as const;

const test = base.extend<Fixtures & Length>({
  rounds: [0, { option: true }],
  desk: async ({}, use) => {
    const desk = await startDesk();
    await use(desk);
    await desk.stop();
  },
  relay: async ({}, use) => {
    const relay = await startRelay();
    await use(relay);
    await relay.stop();
  },
  arms: async ({ desk, relay }, use) => {
    const arms: Arm[] = [];
    for (const name of CONTROLS) arms.push(await startControl(name, desk));
    for (const [name, count] of Object.entries(ACCOUNTS)) {
      arms.push(await startFacet(name as keyof typeof ACCOUNTS, count, desk, relay.url));
    }
    await use(arms);
    for (const { browser } of arms) await browser.close();
  },
});

test('every answer is right, and what it costs', async ({ rounds, desk, arms }) => {
  const faults: string[] = [];
  const { everyRound, last } = createTasks(desk, (fault) => faults.push(fault));
  const samples: Samples = {};
  await runRound({}, everyRound, arms, 0); // what runs for the first time is not measured
  const conditions = await readConditions();
  for (let round = 1; round <= rounds; round += 1) {
    await runRound(samples, everyRound, arms, round);
    console.log(`round ${round} of ${rounds}`);
  }
  await runRound(samples, last, arms, 0);
  console.log(`\n${await report(samples, rounds, conditions)}`);
  expect(faults.length, faults.slice(0, 20).join('\n')).toBe(0);
});
