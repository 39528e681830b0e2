/**
 * `npm test`: everything a change must pass. Names of stages run only those (`npm test -- unit`), all other
 * words go to the runner of tests (`npm test -- e2e --grep switch`). The last line counts.
 */
import { addCounts, type Counts } from './counts.ts';
import { chooseStages, prepare } from './stages.ts';

const { chosen, rest } = chooseStages(process.argv.slice(2));
let total = await prepare();
const failures: string[] = total.failed > 0 ? ['wxt prepare'] : [];

for (const [name, run] of chosen) {
  console.log(`\n▸ ${name}`);
  const started = performance.now();
  const counts = await run(rest).catch((error: unknown): Counts => {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${counts.failed > 0 ? '✘' : '✔'} ${name} (${seconds} s)`);
  if (counts.failed > 0) failures.push(name);
  total = addCounts(total, counts);
}

if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}.`);
for (const failure of total.failures ?? []) console.log(`\n✘ ${failure}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed > 0 ? 1 : 0);
