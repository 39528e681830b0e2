/**
 * Which files of tests run which functions: each is run once, over sources that say so. It is the clean run as well. What a file
 * said is kept until it, or anything that it imports, is another.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from '../machine/root.ts';
import { createReader, toClosure, toHash } from './closure.ts';
import { toWatched, type Mutant } from './operators.ts';
import { startTests, type Tests } from './tests.ts';

const KEPT = join(root, 'test-results/mutants-reach.json');
/** Where a file is while it runs. */
const RAN = join(root, 'test-results/mutants-ran.jsonl');
/** What all tests stand on beside their imports. */
const GROUND = [
  'package-lock.json',
  'vitest.config.ts',
  'wxt.config.ts',
  'tests/{fixtures,vectors}/**/*.json',
];
/** The longest that a file of tests may take when nothing is wrong. */
const LONGEST = 300_000;

/** How long tests of other rooms are run (ms), the quick first; what lives through them counts as a survivor. */
const BESIDE = 30_000;

/** What a file of tests ran, and in how many milliseconds. */
export interface Ran {
  hash: string;
  time: number;
  ran: string[];
}

export interface Reach {
  times: Map<string, number>;
  /** By the places of functions: the files of tests that run them. */
  byPlace: Map<string, string[]>;
}

/** Of the tests that import one of the `mutated`. Throws where one fails, as nothing can be said of mutants then. */
export async function findReach(
  sources: ReadonlyMap<string, string>,
  mutated: ReadonlySet<string>,
): Promise<Reach> {
  const read = createReader(root);
  const ground = globSync(GROUND, { cwd: root });
  const kept = existsSync(KEPT) ? (JSON.parse(readFileSync(KEPT, 'utf8')) as Record<string, Ran>) : {};
  const known = new Map<string, Ran>();
  mkdirSync(dirname(RAN), { recursive: true });
  const tests = await startTests(RAN);
  try {
    tests.change(new Map([...sources].map(([path, text]) => [join(root, path), toWatched(path, text)])));
    for (const file of await tests.files()) {
      const closure = toClosure(relative(root, file), read);
      if (!closure.some((path) => mutated.has(path))) continue;
      const hash = toHash([...closure, ...ground], read);
      const before = kept[relative(root, file)];
      known.set(file, before?.hash === hash ? before : { hash, ...(await runWatched(tests, file)) });
      const byFile = [...known].map(([path, ran]) => [relative(root, path), ran] as const);
      writeFileSync(KEPT, JSON.stringify({ ...kept, ...Object.fromEntries(byFile) }));
    }
    return toReach(known);
  } finally {
    await tests.end();
    rmSync(RAN, { force: true });
  }
}

async function runWatched(tests: Tests, file: string, again = true): Promise<Omit<Ran, 'hash'>> {
  rmSync(RAN, { force: true });
  const begun = Date.now();
  const outcome = await tests.run(file, LONGEST);
  if (outcome !== 'passed' && again) {
    await tests.renew(); // it may be for what another file left behind
    return runWatched(tests, file, false);
  }
  if (outcome !== 'passed') {
    throw new Error(`${file} ${outcome} without any mutant: ${tests.errors().join('\n')}`);
  }
  const { ran } = JSON.parse(readFileSync(RAN, 'utf8')) as { ran: string[] };
  return { time: Date.now() - begun, ran };
}

/** The other way round. */
export function toReach(known: ReadonlyMap<string, Ran>): Reach {
  const byPlace: Reach['byPlace'] = new Map();
  for (const [file, { ran }] of known) {
    for (const place of ran) byPlace.set(place, [...(byPlace.get(place) ?? []), file]);
  }
  return { byPlace, times: new Map([...known].map(([file, { time }]) => [file, time])) };
}

/** The files of tests that run a mutant, those first that are likely to notice: about its file, then of its room, then the quick. */
export function toOrder(
  { path, room, place }: Mutant,
  { byPlace, times }: Reach,
  read: (file: string) => string,
) {
  const isAbout = (file: string) => read(file).includes(path.replace(/\.ts$/, "'"));
  const rank = (file: string) => (isAbout(file) ? 0 : file.includes(`/lib/${room}/`) ? 1 : 2);
  const order = (byPlace.get(place) ?? [])
    .map((file) => ({ file, rank: rank(file), time: times.get(file) ?? 0 }))
    .toSorted((one, other) => one.rank - other.rank || one.time - other.time);
  let spent = 0;
  const isNear = ({ rank: of, time }: (typeof order)[number]) => {
    if (of === 2) spent += time;
    return of < 2 || spent <= BESIDE;
  };
  return order.filter(isNear).map(({ file }) => file);
}
