/** Runs a plan against Facet for so many minutes, and judges all of it. `npm run chaos` says for how many, and with which seed. */
import { expect, test } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { FIGURES, readPlan } from '../../scripts/chaos/plan';
import { ACTIONS } from './actions';
import { calm } from './calm';
import { addPast, createFigures, toTable, type Figures } from './figures';
import type { History } from './history';
import { weigh } from './memory';
import { STEPS_TO_CALM, toSteps, type StepName } from './plan';
import { bounded, createWorld, noteUncaught, now, type World } from './world';

const { seed, minutes } = readPlan(process.env);

test(`Facet keeps its promises for ${minutes} minutes of chaos, seed ${seed}`, async () => {
  const figures = createFigures(seed);
  const world = await createWorld();
  const uncaught = noteUncaught(world);
  /** The steps since the last calm, with their times. */
  const last: { name: StepName; from: number; until?: number }[] = [];
  let judged: History | undefined;
  const began = now();
  try {
    for (const origin of [...world.origins, ...world.origins]) await world.open(origin);
    judged = await settleAndJudge(world, figures);
    figures.memory.push(await weigh(world.facet));
    const end = began + minutes * 60_000;
    const steps = toSteps(seed);

    while (now() < end) {
      for (let count = 0; count < STEPS_TO_CALM; count += 1) {
        const { name, chance } = steps.next().value;
        const step: (typeof last)[number] = { name, from: now() };
        last.push(step);
        figures.steps[name] = (figures.steps[name] ?? 0) + 1;
        await bounded(name, ACTIONS[name](world, chance));
        step.until = now();
      }
      judged = await settleAndJudge(world, figures, judged);
      if (figures.wrong.length + figures.lost.length > 0) break;
      last.length = 0;
    }
    figures.memory.push(await weigh(world.facet));
  } catch (error) {
    figures.wrong.push(`at “${last.at(-1)?.name ?? 'the beginning'}”: ${(error as Error).message}`);
  }
  figures.minutes = (now() - began) / 60_000;
  figures.wrong.push(...uncaught);
  mkdirSync('test-results', { recursive: true });
  writeFileSync(FIGURES, JSON.stringify({ figures, last, past: judged }, null, 2));
  console.log(`\n${toTable(figures)}\n`);
  await world.close();
  expect(
    [...figures.wrong, ...figures.lost],
    `the last steps: ${last.map(({ name }) => name).join(', ')}`,
  ).toEqual([]);
});

/** What was judged, after `before`. */
async function settleAndJudge(world: World, figures: Figures, before?: History): Promise<History> {
  const { past, verdict } = await bounded('a calm', calm(world));
  addPast(figures, past, verdict, new Set(before?.calls));
  return past;
}
