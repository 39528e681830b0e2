/** How what everyday things cost grows with accounts, rules and lines of the log. See docs/performance.md. */
import { expect, test } from '@playwright/test';
import { startDemo, type Demo } from '../../../scripts/demo/demo';
import { measureHeap, measureRound, type Cost } from './costs';
import { hold, type Amounts } from './facet';
import { report, toCurves, type Axis, type Measured } from './report';

const ROUNDS = 5;

/** What there is of all that is not counted on an axis. */
const FEW: Amounts = { accounts: 3, rules: 1, lines: 0 };

const AXES: [keyof Amounts, number[]][] = [
  ['accounts', [1, 10, 100, 500]],
  ['rules', [1, 10, 100, 1_000]],
  ['lines', [0, 1_000, 10_000]],
];

const PLAIN = '<!doctype html><meta charset="utf-8"><title>Plain</title><p>A page.</p>';

/** All amounts are there at once, and take turns: what else the machine does comes upon each of them. */
async function measure(of: keyof Amounts, counts: readonly number[], demo: Demo): Promise<Axis> {
  const all: { held: Awaited<ReturnType<typeof hold>>; measured: Measured }[] = [];
  try {
    for (const count of counts) {
      const held = await hold({ ...FEW, [of]: count }, demo.url);
      const rounds: Record<Cost, number[]> = {
        ...{ popup: [], switched: [], decided: [], unlocked: [], snapshot: [], heap: [] },
      };
      all.push({ held, measured: { x: held.amounts[of], rounds } });
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { held, measured } of all) {
        const found = await measureRound(held);
        for (const [cost, value] of Object.entries(found)) measured.rounds[cost as Cost].push(value);
      }
    }
    for (const { held, measured } of all) measured.rounds.heap.push(await measureHeap(held));
    return { of, measured: all.map(({ measured }) => measured) };
  } finally {
    for (const { held } of all) await held.browser.close();
  }
}

test('what everyday things cost grows no faster than accounts, rules and lines', async () => {
  const demo = await startDemo({ relayUrl: 'ws://127.0.0.1:9/', files: { '/plain.html': PLAIN } });
  const axes: Axis[] = [];
  for (const [of, counts] of AXES) {
    axes.push(await measure(of, counts, demo));
    await report(axes); // what there is, should the next be too much
  }
  await demo.stop();
  console.log(`\n${await report(axes)}`);

  const steep = axes.flatMap((axis) =>
    toCurves(axis).flatMap(([cost, { form }]) =>
      form === 'more than linear' ? [`${cost} by ${axis.of}`] : [],
    ),
  );
  expect(steep).toEqual([]);
});
