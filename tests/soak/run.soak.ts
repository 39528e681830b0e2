/** Lives through so many hours with Facet and compares what it holds at the end of each. `npm run soak` says how many, and with which seed. */
import { expect, test } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { readPlan, SOAK_FIGURES } from '../../scripts/soak/plan';
import { takeStock } from '../chaos/calm';
import { addPast, count, createFigures } from '../chaos/figures';
import type { Call } from '../chaos/history';
import { bounded, noteUncaught, now } from '../chaos/world';
import { comeBack, moveClock } from './clock';
import { beginDay, type Day } from './day';
import { attend, DEEDS } from './deeds';
import { toTables, type SoakFigures } from './figures';
import { measure } from './measure';
import { toHour } from './plan';
import { findGrown } from './verdict';

const { seed, hours } = readPlan(process.env);

test(`${hours} hours of use leave memory flat, seed ${seed}`, async () => {
  const requests = createFigures(seed);
  const { wrong, lost } = requests;
  const figures: SoakFigures = {
    ...{ seed, minutes: 0, deeds: {}, breaks: 0, requests, hours: [], wrong, lost, grown: [] },
  };
  const day = await beginDay();
  const uncaught = noteUncaught(day.world);
  const began = now();
  let known: readonly Call[] = [];
  /** Where a fault came up. */
  let place = 'the beginning';
  try {
    for (let hour = 1; hour <= hours && wrong.length + lost.length === 0; hour += 1) {
      place = `hour ${hour}`;
      await live(day, hour, figures);
      const { past, verdict } = await bounded('taking stock', takeStock(day.world));
      addPast(requests, past, verdict, new Set(known));
      known = past.calls;
      figures.hours.push(await measure(day));
      console.log(`${place}: ${JSON.stringify(figures.hours.at(-1))}`);
    }
  } catch (error) {
    wrong.push(`in ${place}: ${(error as Error).message}`);
  }
  wrong.push(...uncaught);
  figures.minutes = (now() - began) / 60_000;
  figures.grown = findGrown(figures.hours);
  mkdirSync('test-results', { recursive: true });
  writeFileSync(SOAK_FIGURES, JSON.stringify(figures, null, 2));
  console.log(`\n${toTables(figures)}\n`);
  await day.world.close();
  expect([...wrong, ...lost, ...figures.grown]).toEqual([]);
});

/** An hour, minute by minute. */
async function live(day: Day, hour: number, figures: SoakFigures): Promise<void> {
  const minutes = toHour(seed, hour);
  for (const minute of minutes) {
    await moveClock(day, minute.isAway);
    for (const deed of minute.deeds) {
      count(figures.deeds, deed);
      await bounded(deed, DEEDS[deed](day, minute));
    }
    if (!minute.isAway) await attend(day, minute);
  }
  if (!minutes.at(-1)!.isAway) return;
  await comeBack(day);
  figures.breaks += 1;
}
