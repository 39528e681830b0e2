/** Runs before each file of tests: forgets the source that has become another one, skips what follows a failure, and says what ran. */
import { appendFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, inject, vi } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Sources that are other than in the last run. */
    changed: string[];
    /** Where it is written down which functions ran, if that is asked. */
    ranFile: string | undefined;
  }
}

interface Modules<Module> {
  fileToModulesMap: Map<string, Set<Module>>;
  invalidateModule(module: Module): void;
}

const worker = (
  globalThis as unknown as { __vitest_worker__: { evaluatedModules: Modules<unknown>; filepath: string } }
).__vitest_worker__;
const ran = new Set<string>();
(globalThis as { facetRan?: Set<string> }).facetRan = ran;
const ranFile = inject('ranFile');
const { evaluatedModules } = worker;

for (const file of inject('changed')) {
  for (const module of evaluatedModules.fileToModulesMap.get(file) ?? [])
    evaluatedModules.invalidateModule(module);
}

// a test that failed may have left them
vi.useRealTimers();
vi.unstubAllGlobals();

let hasFailed = false;

beforeEach((context) => {
  if (hasFailed) context.skip();
});

afterEach(({ task }) => {
  hasFailed ||= task.result?.state === 'fail';
});

afterAll(() => {
  if (ranFile !== undefined)
    appendFileSync(ranFile, `${JSON.stringify({ file: worker.filepath, ran: [...ran] })}\n`);
});
