/**
 * `npm test`: everything a change must pass. Names of stages run only those (`npm test -- unit`), all other
 * words go to the runner of tests (`npm test -- e2e --grep switch`). The last line counts.
 */
import { addCounts, type Counts } from './counts.ts';
import { chooseStages, prepare, TOGETHER, type Stage } from './stages.ts';

const { chosen, rest } = chooseStages(process.argv.slice(2));
let total = await prepare();
const failures: string[] = total.failed > 0 ? ['wxt prepare'] : [];

/** What a stage counted, and how long (s) it took. */
async function measure(run: Stage): Promise<{ counts: Counts; seconds: string }> {
  const started = performance.now();
  const counts = await run(rest).catch((error: unknown): Counts => {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  return { counts, seconds: ((performance.now() - started) / 1000).toFixed(1) };
}

const together = new Map(
  chosen.filter(([name]) => TOGETHER.includes(name)).map(([name, run]) => [name, measure(run)]),
);
for (const [name, run] of chosen) {
  console.log(`\n▸ ${name}`);
  const { counts, seconds } = await (together.get(name) ?? measure(run));
  console.log(`${counts.failed > 0 ? '✘' : '✔'} ${name} (${seconds} s)`);
  if (counts.failed > 0) failures.push(name);
  total = addCounts(total, counts);
}

if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}.`);
for (const failure of total.failures ?? []) console.log(`\n✘ ${failure}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed > 0 ? 1 : 0);
