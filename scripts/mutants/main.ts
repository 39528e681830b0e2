/** `npm run mutants`: checks are taken out of the sources one at a time, and the unit tests must notice; CONTRIBUTING.md says how to ask for others. */
import { randomInt } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SURVIVORS } from '../../tests/mutants/survivors.ts';
import { runCommand } from '../machine/command.ts';
import { root } from '../machine/root.ts';
import { findMutants } from './operators.ts';
import { isAt, LEFT_OUT, ROOMS, toPlan, type Plan } from './plan.ts';
import { findReach } from './reach.ts';
import { findFaults, toRows, toTable } from './report.ts';
import { draw } from './sample.ts';
import { tryMutants, type Tried } from './try.ts';

const REPORT = join(root, 'test-results', 'mutants.json');

const paths = ROOMS.flatMap((room) => globSync(`lib/${room}/**/*.ts`, { cwd: root }).toSorted()).filter(
  (path) => !LEFT_OUT.test(path),
);

function readPlan(): Plan {
  try {
    return toPlan(process.argv.slice(2), paths, () => randomInt(0x7fff_ffff));
  } catch (error) {
    console.error(`✘ ${(error as Error).message}.`);
    process.exit(1);
  }
}

const { places, count, seed, minutes, only } = readPlan();
const sources = new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
const mutants = [...sources]
  .filter(([path]) => places.length === 0 || places.some((place) => isAt(path, place)))
  .flatMap(([path, text]) => findMutants(path, text))
  .filter(({ id }) => only === undefined || id.includes(only));
const drawn = draw(mutants, count, seed);
console.log(`▸ ${drawn.length} of ${mutants.length} mutants, seed ${seed}\n`);

const prepared = await runCommand('wxt', ['prepare'], { cwd: root });
if (!prepared.ok) {
  console.error(prepared.output);
  process.exit(1);
}
const begun = Date.now();
const seconds = () => Math.round((Date.now() - begun) / 1_000);
const reach = await findReach(sources, new Set(drawn.map(({ path }) => path))).catch((error: unknown) => {
  console.error(`✘ ${(error as Error).message}`);
  process.exit(1);
});

console.log(`▸ ${reach.times.size} files of tests hold without any of them (${seconds()} s)`);

const tried: Tried[] = [];
const explained = new Map(SURVIVORS.map(({ id, why }) => [id, why]));
await tryMutants(drawn, sources, reach, begun + 60_000 * minutes, (each) => {
  tried.push(each);
  const { mutant, fate, files } = each;
  if (tried.length % 20 === 0) console.log(`▸ ${tried.length} of ${drawn.length} (${seconds()} s)`);
  if (fate === 'killed' && only === undefined) return;
  const why = fate === 'survived' ? (explained.get(mutant.id) ?? `${files} files of tests`) : '';
  console.log(`  ${fate}: ${mutant.path}:${mutant.line} ${mutant.id}${why && ` (${why})`}`);
});

const rows = toRows(mutants, tried, new Set(explained.keys()));
mkdirSync(join(root, 'test-results'), { recursive: true });
writeFileSync(REPORT, JSON.stringify({ seed, rows, tried }, null, 1));
console.log(
  `\n${toTable(rows)}\n\nseed ${seed}, ${seconds()} s; the same again: npm run mutants -- --seed=${seed}`,
);
const faults = findFaults(rows);
for (const fault of faults) console.error(`✘ ${fault}.`);
process.exit(faults.length === 0 ? 0 : 1);
