/** The unit tests, kept warm: a file of them can be run in a moment over sources that are other than on the disk. */
import { join } from 'node:path';
import { createVitest, type Vitest } from 'vitest/node';
import { root } from '../machine/root.ts';
import { endThread, keptPool } from './kept-worker.ts';
import type {} from './setup.ts'; // for the types of what is provided

/** Where there are tests that run a room. */
const FOLDERS = ['lib', 'entrypoints', 'components'].map((folder) => `tests/unit/${folder}/`);

/** How long (ms) Vitest may take to notice that its thread has ended; now and then it never does. */
const GRACE = 20_000;

export type Outcome = 'passed' | 'failed' | 'timed out';

export type Tests = Awaited<ReturnType<typeof startTests>>;

/** `ranFile`: where the tests write down which functions ran. */
export async function startTests(ranFile?: string) {
  const texts = new Map<string, string>();
  (globalThis as { facetTexts?: ReadonlyMap<string, string> }).facetTexts = texts;
  let vitest = await begin();

  async function begin(): Promise<Vitest> {
    const begun = await createVitest({
      root,
      config: join(root, 'scripts/mutants/vitest.config.ts'),
      ...{ watch: false, silent: true, reporters: [{}], fsModuleCache: false },
      ...{ pool: keptPool, isolate: true, maxWorkers: 1 },
    });
    await begun.standalone();
    begun.provide('ranFile', ranFile);
    begun.provide('changed', []);
    return begun;
  }

  /** Puts these texts in the place of sources, and gives back to others their own. */
  function change(next: ReadonlyMap<string, string>): void {
    const changed = [...new Set([...texts.keys(), ...next.keys()])];
    texts.clear();
    for (const [path, text] of next) texts.set(path, text);
    for (const path of changed) vitest.invalidateFile(path);
    vitest.provide('changed', changed);
  }

  /** Runs one file of tests, for no longer than that many milliseconds. */
  async function run(file: string, limit: number): Promise<Outcome> {
    const specifications = vitest.getModuleSpecifications(file);
    if (specifications.length !== 1) throw new Error(`${file} is no file of tests`);
    const clock = { isOver: false };
    const timers: NodeJS.Timeout[] = [];
    const stuck = new Promise<'stuck'>((resolve) => {
      timers.push(setTimeout(() => resolve('stuck'), limit + GRACE));
    });
    timers.push(
      setTimeout(() => {
        clock.isOver = true;
        void endThread();
      }, limit),
    );
    const end = await Promise.race([vitest.runTestSpecifications(specifications), stuck]).finally(() =>
      timers.forEach(clearTimeout),
    );
    if (end === 'stuck') {
      void vitest.close().catch(() => undefined); // it waits for a thread that is gone
      vitest = await begin();
      return 'timed out';
    }
    const hasFailed = specifications[0]!.testModule?.state() !== 'passed';
    return hasFailed && clock.isOver ? 'timed out' : hasFailed ? 'failed' : 'passed';
  }

  return {
    change,
    run,
    /** The next run begins with nothing that earlier ones left. */
    renew: endThread,
    /** All files of tests that there are. */
    files: async (): Promise<string[]> =>
      (await vitest.globTestSpecifications(FOLDERS)).map(({ moduleId }) => moduleId),
    /** What went wrong in the last run, for people. */
    errors: (): string[] =>
      vitest.state
        .getTestModules()
        .flatMap((module) => [
          ...module.errors(),
          ...[...module.children.allTests('failed')].flatMap((test) => test.result().errors ?? []),
        ])
        .concat(vitest.state.getUnhandledErrors() as [])
        .map(({ message }) => message),
    end: async (): Promise<void> => {
      await endThread();
      await vitest.close();
    },
  };
}
