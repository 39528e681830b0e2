import { sessionItem } from './session-item';

/** A name for this run of the browser: it goes with it, and outlives the worker. */
const runItem = sessionItem<string>('run');

export async function getRun(): Promise<string> {
  const known = await runItem.get();
  if (known !== undefined) return known;
  const run = crypto.randomUUID();
  await runItem.set(run);
  return run;
}
