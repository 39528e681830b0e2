/** Stops the worker in the middle of a command, at moments that a seed decides, so that a failure can be repeated. */
import { randomInt } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { createRandom } from '../../scripts/random/random';
import type { Facet } from './facet';

const POINTS = 20;

/** A command that must be done wholly or not at all, wherever the worker dies. */
export interface Killed {
  facet: Facet;
  /** Called for every point, with the number of the run, before the command starts. */
  prepare?: (run: number) => Promise<void>;
  command: (run: number) => Promise<unknown>;
  /** Looks whether it is as before or as after; throws when it is neither. */
  look: (run: number) => Promise<'before' | 'after'>;
}

/** How long the command takes when nobody disturbs it, in milliseconds; run 0 is for that. */
async function measure({ prepare, command, look }: Killed): Promise<number> {
  await prepare?.(0);
  const start = performance.now();
  await command(0);
  const duration = performance.now() - start;
  if ((await look(0)) === 'after') return duration;
  throw new Error('the command did nothing when it was not disturbed');
}

/**
 * Runs the command again and again, each time killed at one of 20 random points spread over the time it takes.
 * Resolves to what was found after each. `FACET_SEED` repeats the points of an earlier run.
 */
export async function killAtRandom(killed: Killed): Promise<('before' | 'after')[]> {
  const seed = Number(process.env['FACET_SEED'] ?? randomInt(2 ** 31));
  const random = createRandom(seed);
  let duration = await measure(killed);
  const found: ('before' | 'after')[] = [];
  for (let run = 1; run <= POINTS; run += 1) {
    const moment = ((run - random()) / POINTS) * duration;
    await killed.prepare?.(run);
    const stop = await killed.facet.prepareStop();
    const done = killed.command(run).catch(() => undefined); // it may hear nothing any more
    await new Promise((resolve) => setTimeout(resolve, moment));
    await stop();
    await done;
    const outcome = await killed.look(run).catch((cause: unknown) => {
      throw new Error(`killed after ${moment.toFixed(1)} of ${duration.toFixed(1)} ms, seed ${seed}`, {
        cause,
      });
    });
    found.push(outcome);
    // a worker that has just started is slower than the one that was measured: points go on to its end
    if (outcome === 'before' && moment > duration / 2) duration *= 1.3;
  }
  console.log(
    `seed ${seed}, ${duration.toFixed(0)} ms: ${found.map((each) => (each === 'after' ? '+' : '-')).join('')}`,
  );
  return found;
}
