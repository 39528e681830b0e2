/** Everything is well again, and whatever waits must come to its end. Then the past is judged and forgotten. */
import { createRandom } from '../../scripts/random/random';
import { freeDisk, setClock } from './actions';
import { createHistory, type Chosen, type History } from './history';
import { judge, type Verdict } from './oracle';
import { accountOf, answer, lock, lookAtLog, unlock } from './person';
import { now, type World } from './world';

/** How long things may take to settle once nothing is done any more (ms). */
const SETTLES_WITHIN = 60_000;

/** Whether a page still waits for an answer. */
export const isWaiting = ({ history }: World): boolean =>
  history.calls.some(({ settled, gone }) => settled.length === 0 && gone === undefined);

/** Resolves when every page has its answer, or time is up: then those that have none are lost. */
async function settle(world: World): Promise<void> {
  const chance = createRandom(0);
  const end = now() + SETTLES_WITHIN;
  while (isWaiting(world) && now() < end) await answer(world, chance, true);
}

/** The past and the verdict on it. */
export async function calm(world: World): Promise<{ past: History; verdict: Verdict }> {
  await freeDisk(world);
  await setClock(world, 0);
  await world.bringRelay();
  return takeStock(world);
}

/** Has everything settle, and the vault locked and opened: the past, the verdict on it, and a new history. */
export async function takeStock(world: World): Promise<{ past: History; verdict: Verdict }> {
  await unlock(world);
  await settle(world);
  await lookAtLog(world);
  const past = world.history;
  const verdict = judge(past, world.cast);
  await lock(world);
  await unlock(world);
  world.history = await begin(world);
  return { past, verdict };
}

/** A history that knows who everybody is, and the calls that nobody waited for. */
async function begin(world: World): Promise<History> {
  const chosen = await Promise.all(
    world.origins.map(async (origin): Promise<Chosen> => ({
      origin,
      pubkey: (await accountOf(world, origin))!,
      from: -Infinity,
      until: -Infinity,
    })),
  );
  const left = world.history.calls.filter(({ gone, settled }) => gone !== undefined && settled.length === 0);
  return { ...createHistory(chosen), calls: left };
}
